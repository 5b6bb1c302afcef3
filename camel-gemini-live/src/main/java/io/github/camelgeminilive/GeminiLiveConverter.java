package io.github.camelgeminilive;

import org.apache.camel.Converter;

/** Type converters. */
@Converter(generateBulkLoader = true)
public final class GeminiLiveConverter {

    private GeminiLiveConverter() {}

    /** What was said. */
    @Converter
    public static String toString(LiveReply reply) {
        return reply.text();
    }
}
