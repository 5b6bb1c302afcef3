/**
 * The Camel component {@code gemini-live}: endpoints, and everything that imports Camel. What users touch is here.
 */
@NullMarked
package io.github.camelgeminilive;

import org.jspecify.annotations.NullMarked;
