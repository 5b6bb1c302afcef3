@NullMarked
package io.github.camelgeminilive.schema;

import org.jspecify.annotations.NullMarked;
