package io.github.camelgeminilive.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.protocol.ServerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A frame with one chunk of the model's speech: what the codec takes, and what other ways to the same bytes take. The
 * others stop at the bytes and make no records, so they are lower bounds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeAudioBenchmark {

    /** Length of the chunk in bytes: 40 ms and 200 ms of 24 kHz, both seen from the service. */
    @Param({"1920", "9600"})
    public int pcmBytes;

    private final JsonCodec codec = new JsonCodec();
    private final JsonFactory json = new JsonFactory();
    private final ObjectMapper tree = new ObjectMapper();
    private byte[] frame = {};

    /** Makes the frame. */
    @Setup
    public void prepare() {
        byte[] pcm = new byte[pcmBytes];
        new Random(1).nextBytes(pcm);
        frame = ("{\"serverContent\":{\"modelTurn\":{\"role\":\"model\",\"parts\":[{\"inlineData\":"
                        + "{\"mimeType\":\"audio/pcm;rate=24000\",\"data\":\""
                        + Base64.getEncoder().encodeToString(pcm) + "\"}}]}}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The product: the bytes decoded where they lie in the frame, and records around them. */
    @Benchmark
    public List<ServerMessage> codec() throws IOException {
        return codec.decode(frame);
    }

    /** Jackson's own way from the token to bytes. */
    @Benchmark
    public byte[] jacksonBinaryValue() throws IOException {
        try (JsonParser parser = atData()) {
            byte[] data = parser.getBinaryValue();
            finish(parser);
            return data;
        }
    }

    /** A String in between, as most clients do it. */
    @Benchmark
    public byte[] jdkFromString() throws IOException {
        try (JsonParser parser = atData()) {
            byte[] data = Base64.getDecoder().decode(parser.getText());
            finish(parser);
            return data;
        }
    }

    /** A tree of the whole frame. */
    @Benchmark
    public byte[] tree() throws IOException {
        return tree.readTree(frame)
                .path("serverContent")
                .path("modelTurn")
                .path("parts")
                .path(0)
                .path("inlineData")
                .path("data")
                .binaryValue();
    }

    private JsonParser atData() throws IOException {
        JsonParser parser = json.createParser(frame);
        while (!"data".equals(parser.nextFieldName())) {
            // the next token
        }
        parser.nextToken();
        return parser;
    }

    private static void finish(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            // to the end of the frame, as a decoder has to
        }
    }
}
