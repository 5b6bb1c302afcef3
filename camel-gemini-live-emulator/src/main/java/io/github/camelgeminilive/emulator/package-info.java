/** The Gemini Live emulator: a server for tests that speaks the protocol on a loopback port. Start at {@link io.github.camelgeminilive.emulator.LiveEmulator}. */
@NullMarked
package io.github.camelgeminilive.emulator;

import org.jspecify.annotations.NullMarked;
