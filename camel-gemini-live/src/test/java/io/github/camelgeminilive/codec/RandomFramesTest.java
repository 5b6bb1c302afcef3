package io.github.camelgeminilive.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelgeminilive.protocol.ServerContent;
import io.github.camelgeminilive.protocol.ServerMessage;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each failure names its seed; {@code new RandomFrame(seed)} makes the same frame again. */
class RandomFramesTest {

    private static final int FRAMES = 5_000;

    private final JsonCodec codec = new JsonCodec();
    private final JsonMapper tree = JsonMapper.builder().build();
    private final List<ObjectWriter> writers = List.of(
            tree.writer(),
            tree.writerWithDefaultPrettyPrinter(),
            tree.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII));

    @Test
    void whatATreeWroteIsReadAsTheSameMessages() throws IOException {
        Set<Class<?>> seen = new HashSet<>();
        for (int seed = 0; seed < FRAMES; seed++) {
            RandomFrame frame = new RandomFrame(seed);
            byte[] json = writers.get(seed % writers.size()).writeValueAsBytes(frame.json());

            List<ServerMessage> messages = codec.decode(json);

            assertThat(Plain.of(messages)).as("seed %s", seed).isEqualTo(Plain.of(frame.messages()));
            messages.forEach(message -> seen.add(message.getClass()));
        }
        assertThat(seen).as("kinds of messages in all frames").hasSize(8);
    }

    @Test
    void damagedFrameIsReadOrRefusedButBreaksNothing() throws IOException {
        Random random = new Random(7);
        int refused = 0;
        for (int seed = 0; seed < FRAMES; seed++) {
            byte[] json = tree.writeValueAsBytes(new RandomFrame(seed).json());
            json[random.nextInt(json.length)] = (byte) random.nextInt(256);

            refused += refuses(json, seed) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(FRAMES / 4);
    }

    @Test
    void textInPiecesIsReadAsTheWholeText() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            String whole = new WireDice(seed).text() + new WireDice(seed + 1).text();
            int[] points = whole.codePoints().toArray();
            StringBuilder joined = new StringBuilder();
            for (int from = 0, to; from < points.length; from = to) {
                to = Math.min(points.length, from + 1 + random.nextInt(5));
                joined.append(outputOf(new String(points, from, to - from)));
            }

            assertThat(joined.toString()).as("seed %s", seed).isEqualTo(whole);
        }
    }

    private String outputOf(String piece) throws IOException {
        byte[] frame =
                tree.writeValueAsBytes(Map.of("serverContent", Map.of("outputTranscription", Map.of("text", piece))));
        return ((ServerContent) codec.decode(frame).get(0))
                .outputTranscription()
                .text();
    }

    private boolean refuses(byte[] json, int seed) {
        boolean[] refused = new boolean[1];
        assertThatCode(() -> {
                    try {
                        codec.decode(json);
                    } catch (WireException e) {
                        refused[0] = true;
                    }
                })
                .as("seed %s", seed)
                .doesNotThrowAnyException();
        return refused[0];
    }
}
