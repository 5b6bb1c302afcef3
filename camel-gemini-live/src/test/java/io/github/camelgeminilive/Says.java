package io.github.camelgeminilive;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Frames for {@code LiveConnection.serverSays}, as text: what the server says is not made by the code that reads it. */
final class Says {

    /** Sound that the model sends in one message, and how long it plays. */
    static final int CHUNK_BYTES = 1_920;

    static final int CHUNK_MILLIS = 40;

    private Says() {}

    /** A chunk of 40 ms that holds this number. */
    static String numbered(int number) {
        return audio(ByteBuffer.allocate(CHUNK_BYTES).putInt(number).array());
    }

    /** The number in a chunk. */
    static int number(byte[] chunk) {
        return ByteBuffer.wrap(chunk).getInt();
    }

    static String audio(byte[] pcm) {
        return """
                {"serverContent":{"modelTurn":{"role":"model","parts":[{"inlineData":\
                {"mimeType":"audio/pcm;rate=24000","data":"%s"}}]}}}""".formatted(Base64.getEncoder().encodeToString(pcm));
    }

    static String transcript(String text) {
        return """
                {"serverContent":{"outputTranscription":{"text":"%s"}}}""".formatted(text);
    }

    static String interrupted() {
        return """
                {"serverContent":{"interrupted":true}}""";
    }

    static String turnComplete() {
        return """
                {"serverContent":{"turnComplete":true}}""";
    }

    static String toolCall(String id, String name) {
        return """
                {"toolCall":{"functionCalls":[{"id":"%s","name":"%s","args":{}}]}}""".formatted(id, name);
    }
}
