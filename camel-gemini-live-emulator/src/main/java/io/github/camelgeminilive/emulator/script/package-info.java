/** What the emulator says and does, and in answer to what: rules, acts, the YAML form, and the parrot for when there is no script. */
@NullMarked
package io.github.camelgeminilive.emulator.script;

import org.jspecify.annotations.NullMarked;
