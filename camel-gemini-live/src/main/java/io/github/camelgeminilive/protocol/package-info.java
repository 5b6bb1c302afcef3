/**
 * Records that mirror the wire of the Gemini Live API, named as the wire names them. Internal, may change, except the
 * records that appear as message bodies ({@code FunctionCall}, {@code FunctionResponse}, {@code UsageMetadata}, ...).
 *
 * <p>Absent on the wire is {@code null} in a record, except booleans and lists, whose wire default is false and empty.
 */
@NullMarked
package io.github.camelgeminilive.protocol;

import org.jspecify.annotations.NullMarked;
