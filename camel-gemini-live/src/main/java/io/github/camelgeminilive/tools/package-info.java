/**
 * Functions that the model may call: what is declared, who runs it, and the one answer that each call gets. Imports no
 * Camel, no JSON library and no WebSocket library. Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.tools;

import org.jspecify.annotations.NullMarked;
