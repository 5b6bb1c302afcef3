/**
 * What a setup message may hold (protocol sections 2.2 to 2.12): its fields, and what families of models do not take.
 * Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.setup;

import org.jspecify.annotations.NullMarked;
