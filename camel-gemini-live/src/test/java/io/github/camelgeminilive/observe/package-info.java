/** Tests of what is seen of calls from outside. */
@NullMarked
package io.github.camelgeminilive.observe;

import org.jspecify.annotations.NullMarked;
