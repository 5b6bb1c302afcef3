package io.github.camelgeminilive.cookbook;

/** The two languages in which a recipe is written. */
enum Dsl {
    JAVA,
    YAML
}
