/**
 * Sound on its way from a route to a session: what it is, at which pace it goes, in which order, and the marks around it.
 * Imports no Camel, no JSON library and no WebSocket library. Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.sound;

import org.jspecify.annotations.NullMarked;
