package io.github.camelgeminilive.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WireExceptionTest {

    private static final String CANARY = "cAnAry7";

    /** Frames with the canary in every place that may hold something private, whole and well-formed. */
    private static final List<String> FRAMES_WITH_CANARIES = List.of(
            "{'sessionResumptionUpdate':{'newHandle':'cAnAry7','resumable':true}}",
            "{'serverContent':{'inputTranscription':{'text':'cAnAry7','languageCode':'cAnAry7'}}}",
            "{'serverContent':{'outputTranscription':{'text':'cAnAry7','words':[{'word':'cAnAry7'}]}}}",
            "{'serverContent':{'modelTurn':{'parts':[{'text':'cAnAry7','thought':true}]}}}",
            "{'serverContent':{'modelTurn':{'parts':[{'inlineData':{'mimeType':'audio/pcm','data':'cAnAry7A'}}]}}}",
            "{'serverContent':{'modelTurn':{'parts':[{'executableCode':{'code':'cAnAry7','language':'PYTHON'}}]}}}",
            "{'serverContent':{'modelTurn':{'parts':[{'codeExecutionResult':{'output':'cAnAry7'}}]}}}",
            "{'serverContent':{'groundingMetadata':{'cAnAry7':[{'cAnAry7':'cAnAry7'}]}}}",
            "{'serverContent':{'tomorrow':{'cAnAry7':['cAnAry7',{'cAnAry7':1}]}}}",
            "{'toolCall':{'functionCalls':[{'id':'a','name':'b','args':{'cAnAry7':{'cAnAry7':['cAnAry7']}}}]}}",
            "{'toolCallCancellation':{'ids':['cAnAry7']}}",
            "{'setupComplete':{'sessionId':'cAnAry7'}}",
            "{'usageMetadata':{'promptTokenCount':5,'promptTokensDetails':[{'modality':'cAnAry7'}]}}",
            "{'goAway':{'timeLeft':'9s'}}",
            "{'error':{'code':3,'message':'cAnAry7','details':[{'cAnAry7':'cAnAry7'}]}}",
            "{'tomorrow':{'cAnAry7':['cAnAry7']}}");

    private final JsonCodec codec = new JsonCodec();

    static List<String> framesWithCanaries() {
        return FRAMES_WITH_CANARIES.stream().map(WireExceptionTest::json).toList();
    }

    @ParameterizedTest
    @MethodSource("framesWithCanaries")
    void noCanaryIsToldHoweverTheFrameIsBroken(String frame) throws WireException {
        codec.decode(utf8(frame));

        List<String> damaged = damaged(frame).toList();
        List<String> told =
                damaged.stream().map(this::told).filter(text -> !text.isEmpty()).toList();
        assertThat(told).as("failures of %s damaged frames", damaged.size()).hasSizeGreaterThan(frame.length());
        assertThat(String.join("\n", told)).doesNotContain(CANARY, "cAnA", "Ary7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                               | Expected an object at the top level but was an array
            true                                             | Expected an object at the top level but was a boolean
            {'serverContent':[]}                             | Expected an object at serverContent but was an array
            {'serverContent':{'turnComplete':'yes'}}         | Expected true or false at serverContent.turnComplete but was a string
            {'serverContent':{'modelTurn':{'parts':{}}}}     | Expected an array at serverContent.modelTurn.parts but was an object
            {'serverContent':{'modelTurn':{'parts':[{},7]}}} | Expected an object at serverContent.modelTurn.parts[1] but was a number
            {'server_content':{'model_turn':5}}              | Expected an object at server_content.model_turn but was a number
            {'usageMetadata':{'totalTokenCount':[]}}         | Expected a whole number at usageMetadata.totalTokenCount but was an array
            {'usageMetadata':{'totalTokenCount':1.5}}        | Expected a whole number at usageMetadata.totalTokenCount but was a number
            {'usageMetadata':{'totalTokenCount':3000000000}} | Expected a 32 bit number at usageMetadata.totalTokenCount but was a larger one
            {'usageMetadata':{'totalTokenCount':99999999999999999999}} | Expected a 64 bit number at usageMetadata.totalTokenCount but was a larger one
            {'usageMetadata':{'totalTokenCount':'many'}}     | Expected a 64 bit number at usageMetadata.totalTokenCount but was other text
            {'goAway':{'timeLeft':50}}                       | Expected a string at goAway.timeLeft but was a number
            {'goAway':{'timeLeft':'soon'}}                   | Expected a duration in seconds such as 9.5s at goAway.timeLeft but was other text
            {'toolCallCancellation':{'ids':['a',{}]}}        | Expected a string at toolCallCancellation.ids[1] but was an object
            {'toolCall':{'functionCalls':[{'args':[1]}]}}    | Expected an object at toolCall.functionCalls[0].args but was an array
            {'toolCall':{'functionCalls':[{'args':{'x':{'y':1e999}}}]}} | Expected numbers in the range of a double at toolCall.functionCalls[0].args but was a larger one
            {'toolCall':{'functionCalls':[{'args':{'x':tru}}]}} | Expected JSON in UTF-8 but was broken at toolCall.functionCalls[0].args, byte 47
            {'goAway':{'timeLeft'                            | Expected JSON in UTF-8 but was broken at goAway.timeLeft, byte 21
            {} {}                                            | Expected the end of the frame after its JSON object but there was an object
            """)
    void messageNamesTheFieldAndBothTypes(String frame, String message) {
        assertThat(failure(utf8(json(frame)))).hasMessage(message);
    }

    @Test
    void emptyFrameIsRefused() {
        assertThat(failure(new byte[0])).hasMessage("Expected a JSON object as frame but it was empty");
    }

    @Test
    void otherCharacterSetsAreRefused() {
        assertThat(failure("{}".getBytes(StandardCharsets.UTF_16))).hasMessageContaining("JSON in UTF-8");
        assertThat(failure("{\"goAway\":{\"x\":\"ä\"}}".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("Expected JSON in UTF-8 but was broken at goAway.x, byte 18");
    }

    @ParameterizedTest
    @CsvSource({"AAE*", "A", "AAEC=", "AA=C", "=", "AAE\u00e9", "AA!A", "'AA EC'"})
    void brokenBase64IsRefused(String base64) {
        String frame =
                "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"data\":\"" + base64 + "\"}}]}}}";

        assertThat(failure(utf8(frame)))
                .hasMessage("Expected base64 at serverContent.modelTurn.parts[0].inlineData.data but was a string with"
                        + " other characters or a wrong length");
    }

    @Test
    void nameThatDoesNotLookLikeAFieldIsNotRepeated() {
        assertThat(failure(utf8("{\"my secret\":{\"a\":tru}}"))).hasMessageContaining("broken at ?, byte");
    }

    @Test
    void thereIsNoCauseThatCouldQuoteTheFrame() {
        assertThat(failure(utf8("{\"goAway\":tru}"))).hasNoCause();
    }

    /** Cut off after each character, each quote taken away, each structural character replaced. */
    private static Stream<String> damaged(String frame) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < frame.length(); i++) {
            String before = frame.substring(0, i);
            String after = frame.substring(i + 1);
            all.add(before);
            if ("{}[]:,\"".indexOf(frame.charAt(i)) >= 0) {
                for (String other : List.of("", "{", "}", "[", "]", "\"", "\\", "\u0001", "*", "tru", "1e", "1e999")) {
                    all.add(before + other + after);
                }
            }
        }
        for (String value : List.of("{}", "[]", "7", "true", "\"" + CANARY + "*\"", "{\"" + CANARY + "\":1}", "-")) {
            all.add(frame.replaceAll("\"" + CANARY + "A?\"(?!:)", value));
            all.add(frame.replaceAll("true|[0-9]+(?=[,}])", value));
        }
        return all.stream();
    }

    private String told(String frame) {
        try {
            codec.decode(utf8(frame));
            return "";
        } catch (WireException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        }
    }

    private WireException failure(byte[] frame) {
        return catchThrowableOfType(WireException.class, () -> codec.decode(frame));
    }

    private static String json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"');
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
