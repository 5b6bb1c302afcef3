package io.github.camelgeminilive.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

/** A chunk of the user's speech to the text of its frame: the codec, and other ways to the same text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodeAudioBenchmark {

    private static final String HEAD = "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=";
    private static final String MIDDLE = "\",\"data\":\"";
    private static final String TAIL = "\"}}}";

    /** Length of the chunk in bytes: 60 ms and 300 ms of 16 kHz. */
    @Param({"1920", "9600"})
    public int pcmBytes;

    private final JsonCodec codec = new JsonCodec();
    private final JsonFactory json = new JsonFactory();
    private RealtimeAudio audio = new RealtimeAudio(new byte[0], 16000);

    /** Makes the chunk. */
    @Setup
    public void prepare() {
        byte[] pcm = new byte[pcmBytes];
        new Random(1).nextBytes(pcm);
        audio = new RealtimeAudio(pcm, 16000);
    }

    /** The product: base64 of the JDK in one array that becomes the String. */
    @Benchmark
    public String codec() {
        return codec.encode(audio);
    }

    /** Base64 of the JDK as a String between two others. */
    @Benchmark
    public String jdkConcatenated() {
        return HEAD + audio.sampleRate() + MIDDLE + Base64.getEncoder().encodeToString(audio.pcm()) + TAIL;
    }

    /** Jackson's base64 into characters. */
    @Benchmark
    public String jacksonToWriter() throws IOException {
        StringWriter text = new StringWriter(audio.pcm().length * 4 / 3 + 128);
        try (JsonGenerator out = json.createGenerator(text)) {
            write(out);
        }
        return text.toString();
    }

    /** Jackson's base64 into bytes, then one String. */
    @Benchmark
    public String jacksonToBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(audio.pcm().length * 4 / 3 + 128);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            write(out);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("realtimeInput");
        out.writeObjectFieldStart("audio");
        out.writeStringField("mimeType", "audio/pcm;rate=" + audio.sampleRate());
        out.writeBinaryField("data", audio.pcm());
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }
}
