/** The wire: entrances and credentials, fields that each back end knows, what a setup may hold, what each model family does, and the frames that go out. */
@NullMarked
package io.github.camelgeminilive.emulator.wire;

import org.jspecify.annotations.NullMarked;
