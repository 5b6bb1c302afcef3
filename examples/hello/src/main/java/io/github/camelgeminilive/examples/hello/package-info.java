/** A spoken request goes into a route, the model calls a route, the spoken answer comes out as a file. */
@NullMarked
package io.github.camelgeminilive.examples.hello;

import org.jspecify.annotations.NullMarked;
