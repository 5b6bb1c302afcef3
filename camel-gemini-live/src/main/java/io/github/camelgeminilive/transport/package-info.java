/**
 * One WebSocket connection at a time: bytes and threads, no meaning. Knows nothing else of ours. Internal, may change.
 */
@NullMarked
package io.github.camelgeminilive.transport;

import org.jspecify.annotations.NullMarked;
