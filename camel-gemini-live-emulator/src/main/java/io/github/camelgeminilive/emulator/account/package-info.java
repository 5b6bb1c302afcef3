/** The true account of what conversations hold: no clock, no socket, no thread. */
@NullMarked
package io.github.camelgeminilive.emulator.account;

import org.jspecify.annotations.NullMarked;
