/** A booking that is talked over leaves nothing behind, and a refund waits for a person. */
@NullMarked
package io.github.camelgeminilive.examples.booking;

import org.jspecify.annotations.NullMarked;
