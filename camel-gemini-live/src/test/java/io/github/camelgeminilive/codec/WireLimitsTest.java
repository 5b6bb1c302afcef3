package io.github.camelgeminilive.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerContent;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireLimitsTest {

    private static final int SIXTEEN_MIB = 16 * 1024 * 1024;

    private final JsonCodec codec = new JsonCodec();

    @Test
    void base64OfSixteenMebibytesIsRead() throws WireException {
        List<ServerMessage> messages = codec.decode(audio(SIXTEEN_MIB));

        ServerContent content = (ServerContent) messages.get(0);
        Part.InlineData inline = (Part.InlineData) content.modelTurn().get(0);
        assertThat(inline.data()).hasSize(SIXTEEN_MIB / 4 * 3);
    }

    @Test
    void longerBase64IsRefused() {
        byte[] frame = audio(SIXTEEN_MIB + 4);

        assertThatThrownBy(() -> codec.decode(frame))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("Expected a frame within the limits of JSON depth (100), string length"
                        + " (16777216) and number length but was beyond at"
                        + " serverContent.modelTurn.parts[0].inlineData.data");
    }

    @Test
    void longerTextIsRefused() {
        byte[] frame = utf8("{\"error\":\"" + "x".repeat(SIXTEEN_MIB + 1) + "\"}");

        assertThatThrownBy(() -> codec.decode(frame))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("string length (16777216)");
    }

    @Test
    void ninetyLevelsOfArgumentsAreReadAndAThousandRefused() throws WireException {
        assertThat(codec.decode(args("[".repeat(90) + "]".repeat(90)))).hasOnlyElementsOfType(ToolCall.class);

        assertThatThrownBy(() -> codec.decode(args("[".repeat(1000) + "]".repeat(1000))))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("JSON depth (100)")
                .hasMessageContaining("at toolCall.functionCalls[0].args,");
    }

    @Test
    void depthIsLimitedInUnknownFieldsToo() {
        byte[] frame = utf8("{\"tomorrow\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1001));

        assertThatThrownBy(() -> codec.decode(frame))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("JSON depth (100)");
    }

    @Test
    void endlessNumberIsRefused() {
        byte[] frame = args("9".repeat(5000));

        assertThatThrownBy(() -> codec.decode(frame))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("number length");
    }

    private static byte[] audio(int base64Length) {
        return utf8("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"data\":\""
                + "A".repeat(base64Length) + "\"}}]}}}");
    }

    private static byte[] args(String value) {
        return utf8("{\"toolCall\":{\"functionCalls\":[{\"name\":\"f\",\"args\":{\"x\":" + value + "}}]}}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
