/** The scenarios of docs/cookbook: each class plays one, in Java and in YAML, to the emulator. */
@NullMarked
package io.github.camelgeminilive.cookbook;

import org.jspecify.annotations.NullMarked;
