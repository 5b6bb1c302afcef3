package io.github.camelgeminilive.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contents and messages as people write them. */
class ContentReaderTest {

    private static List<Content> read(Object value) {
        return ContentReader.contents("Body", value);
    }

    @Test
    void recordsMapsAndJsonGiveTheSame() {
        List<Content> expected =
                List.of(Content.user("hi"), new Content("model", List.of(new Part.Text("hello", false))));
        assertThat(read(expected)).isEqualTo(expected);
        assertThat(read(List.of(
                        Map.of("role", "user", "text", "hi"),
                        Map.of("role", "model", "parts", List.of(Map.of("text", "hello"))))))
                .isEqualTo(expected);
        assertThat(read("[{'role':'user','text':'hi'},{'role':'model','parts':[{'text':'hello'}]}]".replace('\'', '"')))
                .isEqualTo(expected);
        assertThat(read(Map.of("role", "user", "text", "hi"))).isEqualTo(expected.subList(0, 1));
    }

    @Test
    void bytesAreReadFromBase64AndOtherPartsAreKeptAsTheyAre() {
        List<Content> contents = read(List.of(Map.of(
                "role",
                "user",
                "parts",
                List.of(
                        Map.of("inlineData", Map.of("mimeType", "image/png", "data", "AAEC")),
                        Map.of("inlineData", Map.of("mimeType", "image/png", "data", new byte[] {1})),
                        Map.of("fileData", Map.of("fileUri", "gs://a/b")),
                        Map.of("text", "hm", "thoughtSignature", "AA==")))));
        List<Part> parts = contents.get(0).parts();
        assertThat(((Part.InlineData) parts.get(0)).data()).containsExactly(0, 1, 2);
        assertThat(((Part.InlineData) parts.get(1)).data()).containsExactly(1);
        assertThat(parts.get(2)).isEqualTo(new Part.Other(Map.of("fileData", Map.of("fileUri", "gs://a/b"))));
        assertThat(parts.get(3)).isEqualTo(new Part.Other(Map.of("text", "hm", "thoughtSignature", "AA==")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'role':'system','text':'cAnAry7'}]|role user or model but was system: an instruction goes into",
                "[{'text':'cAnAry7'}]|role user or model but was null",
                "[{'role':'user'}]|expected either parts or text but there is neither",
                "[{'role':'user','text':'cAnAry7','parts':[]}]|there are both",
                "[{'role':'user','parts':[]}]|expected a list of parts",
                "[{'role':'user','parts':[{}]}]|the part is empty",
                "[{'role':'user','parts':[{'cAnAry7':1}]}]|Body, content 0, part 0: expected only",
                "[{'role':'user','parts':[{'inlineData':{'mimeType':'image/png','data':'?cAnAry7'}}]}]|expected base64",
                "[{'role':'user','parts':[{'inlineData':{'data':'AA=='}}]}]|an object with mimeType and data",
                "[{'role':'user','parts':['cAnAry7']}]|expected an object with text, inlineData",
                "['cAnAry7']|expected an object with role and parts",
                "[{'role':'user','text':'cAnAry7'|can't be read at line 1",
                "null|it was null"
            })
    void whatIsNoContentIsRefusedWithoutRepeatingIt(String json, String problem) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Body")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("cAnAry7");
    }

    @Test
    void rawMessagesAreKeptAsTheyAreWritten() {
        String json = "{ \"clientContent\" : {\"turnComplete\":true, \"turns\":[]} }";
        assertThat(RawReader.raw(json).json()).isEqualTo(json);
        assertThat(RawReader.raw(json).meaning()).isEqualTo(new ClientContent(List.of(), true));
        assertThat(RawReader.raw(Map.of("newKind", Map.of("a", 1))).json()).isEqualTo("{\"newKind\":{\"a\":1}}");
        assertThat(RawReader.raw(Map.of("newKind", Map.of())).meaning()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'clientContent':{},'realtimeInput':{}}|exactly one field",
                "{}|exactly one field",
                "[1]|expected a JSON object",
                "{'a':{}} {'b':{}}|can't be read",
                "{'a':1,'a':2}|can't be read",
                "{'setup':{}}|it is a setup",
                "text|can't be read"
            })
    void whatIsNotOneMessageIsRefused(String json, String problem) {
        assertThatThrownBy(() -> RawReader.raw(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Operation raw")
                .hasMessageContaining(problem);
    }

    @Test
    void rawMapThatHoldsItselfIsRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("a", map);
        assertThatThrownBy(() -> RawReader.raw(map))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 levels");
    }
}
