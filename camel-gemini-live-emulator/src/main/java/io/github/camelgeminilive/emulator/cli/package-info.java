/** The emulator as a program. */
@NullMarked
package io.github.camelgeminilive.emulator.cli;

import org.jspecify.annotations.NullMarked;
