/**
 * Sound as bytes: formats, WAV, conversion to what the model hears, chunks. Internal, may change.
 *
 * <p>Pure objects without clock, thread or I/O of their own; the package knows nothing else of ours, no Camel, no JSON
 * and no WebSocket. "s16le" means signed 16 bit little endian PCM, a "frame" is one sample of every channel.
 */
@NullMarked
package io.github.camelgeminilive.audio;

import org.jspecify.annotations.NullMarked;
