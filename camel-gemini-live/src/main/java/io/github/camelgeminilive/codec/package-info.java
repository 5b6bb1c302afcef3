/**
 * The wire of the Gemini Live API in JSON: bytes of the server to records, records to text for the server. Internal,
 * may change.
 */
@NullMarked
package io.github.camelgeminilive.codec;

import org.jspecify.annotations.NullMarked;
