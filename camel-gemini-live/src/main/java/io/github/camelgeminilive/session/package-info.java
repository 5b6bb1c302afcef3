/**
 * The conversation: a pure state machine, the shell that carries out what it decides, and the lanes that hand events
 * on. Imports no Camel, no JSON library and no WebSocket library. Internal, may change; the records that appear as
 * message bodies ({@code TurnSummary}, {@code Interruption}, {@code Failure}, ...) are described in the manual.
 */
@NullMarked
package io.github.camelgeminilive.session;

import org.jspecify.annotations.NullMarked;
