/** The generator of the Spring Boot starter; part of the build, not of the product. */
@NullMarked
package io.github.camelgeminilive.tooling;

import org.jspecify.annotations.NullMarked;
