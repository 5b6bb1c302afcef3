package io.github.camelgeminilive.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.Part;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientWriterTest {

    private final JsonCodec codec = new JsonCodec();
    private final ObjectMapper tree = new ObjectMapper();

    @Test
    void soundOfAnyLengthAndRateIsWrittenAsBase64() throws IOException {
        Random random = new Random(42);
        for (int length = 0; length < 400; length++) {
            byte[] pcm = new byte[length];
            random.nextBytes(pcm);
            int rate = 8000 + random.nextInt(40000);

            JsonNode audio = tree.readTree(codec.encode(new RealtimeAudio(pcm, rate)))
                    .path("realtimeInput")
                    .path("audio");

            assertThat(audio.path("data").binaryValue()).isEqualTo(pcm);
            assertThat(audio.path("mimeType").textValue()).isEqualTo("audio/pcm;rate=" + rate);
            assertThat(audio.size()).isEqualTo(2);
        }
    }

    @Test
    void everyCharacterIsWrittenInAscii() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 251) {
            if (c < 0xd800 || c > 0xdfff) {
                all.appendCodePoint(c);
            }
        }
        String text = all.toString();

        String written = codec.encode(new RealtimeText(text));

        assertThat(written.chars()).allMatch(c -> c >= 0x20 && c < 0x80);
        assertThat(tree.readTree(written).path("realtimeInput").path("text").textValue())
                .isEqualTo(text);
    }

    @Test
    void namesAreEscapedToo() {
        assertThat(codec.encode(new Setup(Map.of("größe\"", 1))))
                .isEqualTo("{\"setup\":{\"gr\\u00F6\\u00DFe\\\"\":1}}");
    }

    @Test
    void everyTypeOfValueIsWritten() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("none", null);
        fields.put("int", 1);
        fields.put("long", Long.MAX_VALUE);
        fields.put("short", (short) -2);
        fields.put("byte", (byte) 3);
        fields.put("double", 0.1);
        fields.put("float", 0.1f);
        fields.put("decimal", new BigDecimal("1.10"));
        fields.put("whole", new BigInteger("123456789012345678901234567890"));
        fields.put("nan", Double.NaN);
        fields.put("text", new StringBuilder("t"));
        fields.put("yes", true);
        fields.put("bytes", new byte[] {(byte) 0xfb, (byte) 0xff});
        fields.put("list", Arrays.asList(1, null, List.of(), Map.of()));
        fields.put("set", new LinkedHashSet<>(List.of("a", "b")));

        assertThat(codec.encode(new Setup(fields)))
                .isEqualTo("{\"setup\":{\"none\":null,\"int\":1,\"long\":9223372036854775807,\"short\":-2,\"byte\":3,"
                        + "\"double\":0.1,\"float\":0.1,\"decimal\":1.10,\"whole\":123456789012345678901234567890,"
                        + "\"nan\":\"NaN\",\"text\":\"t\",\"yes\":true,\"bytes\":\"+/8=\",\"list\":[1,null,[],{}],"
                        + "\"set\":[\"a\",\"b\"]}}");
    }

    @Test
    void valueThatJsonHasNoPlaceForIsRefusedWithItsPath() {
        Setup setup = new Setup(Map.of("tools", List.of(Map.of("a", Map.of("since", LocalDate.EPOCH)))));

        assertThatThrownBy(() -> codec.encode(setup))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected text, a number, a boolean, a list, a map, bytes or null at"
                        + " setup.tools[0].a.since but was java.time.LocalDate; convert it before it is sent");
    }

    @Test
    void namesInsideAToolResponseAreNotTold() {
        ToolResponse response = new ToolResponse(List.of(
                new FunctionResponse("1", "f", Map.of("output", Map.of("cAnAry7", LocalDate.EPOCH)))));

        assertThatThrownBy(() -> codec.encode(response))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at toolResponse.functionResponses[0].response but was java.time.LocalDate");
    }

    @Test
    void nameThatIsNotTextIsRefused() {
        Map<Object, Object> map = new HashMap<>();
        map.put(7, "x");

        assertThatThrownBy(() -> codec.encode(new Setup(Map.of("labels", map))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected text as the name of a field at setup.labels but was java.lang.Integer");
    }

    @Test
    void listThatHoldsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatThrownBy(() -> codec.encode(new Setup(Map.of("a", list))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a message nested at most 100 levels deep but was deeper");
    }

    @Test
    void namesInsideAPartAreNotTold() {
        ClientContent content = new ClientContent(
                List.of(new Content(
                        "user", List.of(new Part.Other(Map.of("functionCall", Map.of("cAnAry7", LocalDate.EPOCH)))))),
                true);

        assertThatThrownBy(() -> codec.encode(content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at clientContent.turns[0].parts[0]")
                .hasMessageContaining("but was java.time.LocalDate")
                .hasMessageNotContaining("cAnAry7");
    }
}
