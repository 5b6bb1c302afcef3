package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.spi.StreamCachingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that have to be read, pictures, and bodies that can be no answer. */
class ToolAnswerStreamTest extends ToolAnswerRoutes {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    @TempDir
    Path folder;

    @Test
    @AnswerRow("bytes, stream, reader, file")
    void aStreamIsReadAsText() throws Exception {
        route(new ByteArrayInputStream("Grüße".getBytes(StandardCharsets.UTF_8)), "text/plain");
        assertThat(call("f")).isEqualTo(Map.of("output", "Grüße"));
    }

    @Test
    @AnswerRow("bytes, stream, reader, file")
    void theCharsetOfTheContentTypeCounts() throws Exception {
        route("Grüße".getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=\"iso-8859-1\"");
        assertThat(call("f")).isEqualTo(Map.of("output", "Grüße"));
    }

    @Test
    @AnswerRow("bytes, stream, reader, file")
    void aReaderABufferAndAFileAreRead() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "from a file");
        for (Object body : List.of(
                new StringReader("from a file"),
                ByteBuffer.wrap("from a file".getBytes(StandardCharsets.UTF_8)),
                file,
                file.toFile())) {
            assertAnswer(body, Map.of("output", "from a file"));
            removeRoute();
        }
    }

    @Test
    @AnswerRow("bytes, stream, reader, file")
    void aFileOfTheFileComponentIsRead() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{\"status\":\"booked\"}");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .pollEnrich("file:" + folder + "?fileName=a.json&noop=true", 10_000)
                        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
            }
        });
        assertThat(call("f")).isEqualTo(BOOKED);
    }

    @Test
    @AnswerRow("bytes, stream, reader, file")
    void aStreamThatTheRouteHasReadIsReadAgain() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .process(e -> e.getMessage()
                                .setBody(new ByteArrayInputStream("once more".getBytes(StandardCharsets.UTF_8))))
                        .to("direct:read");
                from("direct:read").streamCache("true").log("${body}");
            }
        });
        assertThat(call("f")).isEqualTo(Map.of("output", "once more"));
    }

    @Test
    @AnswerRow("bytes, stream, reader, file")
    void aStreamThatWasCachedInATemporaryFileIsReadAndTheFileIsGone() throws Exception {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        StreamCachingStrategy caching = context.getStreamCachingStrategy();
        caching.stop();
        caching.setSpoolEnabled(true);
        caching.setSpoolThreshold(10);
        caching.setSpoolDirectory(folder.toString());
        caching.start();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .streamCache("true")
                        // a plain ByteArrayInputStream would be kept in memory
                        .process(e -> e.getMessage()
                                .setBody(new BufferedInputStream(
                                        new ByteArrayInputStream("x".repeat(500).getBytes(StandardCharsets.UTF_8)))))
                        .to("direct:spooled");
                from("direct:spooled")
                        .streamCache("true")
                        .process(e -> bodies.add(e.getMessage().getBody()));
            }
        });
        assertThat(call("f")).isEqualTo(Map.of("output", "x".repeat(500)));
        assertThat(bodies).hasExactlyElementsOfTypes(FileInputStreamCache.class);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    @AnswerRow("bytes, stream, reader, file")
    void bytesThatAreTextAreText() throws Exception {
        assertAnswer("booked\n".getBytes(StandardCharsets.UTF_8), Map.of("output", "booked\n"));
    }

    @Test
    @AnswerRow("bytes with content type image/png, image/jpeg or image/webp")
    void picturesAreAPartOfTheAnswer() throws Exception {
        route(PNG, "image/png");
        start("f", Map.of());
        FunctionResponse answer = answer();
        assertThat(answer.response()).containsOnlyKeys("output");
        assertThat(answer.parts()).singleElement().satisfies(part -> {
            assertThat(part.mimeType()).isEqualTo("image/png");
            assertThat(part.data()).isEqualTo(PNG);
        });
        assertThat(heard.problems).isEmpty();
    }

    @Test
    @AnswerRow("bytes with content type image/png, image/jpeg or image/webp")
    void picturesAreAnErrorWhereTheFamilyTakesNone() throws Exception {
        session = session("caller-2", "gemini-2.5-flash-native-audio-preview-12-2025");
        assertUnusable(PNG, "image/png", "the model's family takes none");
    }

    @Test
    @AnswerRow("other bytes that are no text")
    void otherBytesAreAnError() throws Exception {
        assertUnusable(new byte[] {1, 2, 3}, null, "3 bytes that are no text");
    }

    @Test
    @AnswerRow("other bytes that are no text")
    void bytesOfAnotherTypeAreAnError() throws Exception {
        assertUnusable("RIFF".getBytes(StandardCharsets.UTF_8), "audio/wav", "4 bytes of type audio/wav");
    }

    @Test
    @AnswerRow("other bytes that are no text")
    void picturesOfOtherTypesAreAnError() throws Exception {
        assertUnusable("GIF89a".getBytes(StandardCharsets.UTF_8), "image/gif", "6 bytes of type image/gif");
    }

    @Test
    @AnswerRow("other bytes that are no text")
    void documentsAreAnError() throws Exception {
        assertUnusable("%PDF-1.7".getBytes(StandardCharsets.UTF_8), "application/pdf", "of type application/pdf");
    }

    @Test
    @AnswerRow("longer than maxToolResponse")
    void aStreamOverTheBoundIsAnError() throws Exception {
        assertUnusable(new ByteArrayInputStream(new byte[1001]), "text/plain", "maxToolResponse");
    }

    @Test
    @AnswerRow("longer than maxToolResponse")
    void anObjectOverTheBoundIsAnErrorThatSaysSo() throws Exception {
        route(Map.of("text", "x".repeat(1000)));
        assertThat(call("f").get("reason").toString()).contains("too long").contains("Do not call the function again");
        assertThat(heard.problems).hasSize(1);
    }

    @Test
    @AnswerRow("longer than maxToolResponse")
    void picturesOverTheBoundAreAnError() throws Exception {
        assertUnusable(new ByteArrayInputStream(new byte[1001]), "image/png", "maxToolResponse");
    }

    @Test
    @AnswerRow("an exception or an Exchange, or what holds itself or is nested too deeply")
    void anExceptionAsBodyIsAnErrorWithoutItsText() throws Exception {
        assertUnusable(new IllegalStateException("secret"), null, "IllegalStateException");
    }

    @Test
    @AnswerRow("an exception or an Exchange, or what holds itself or is nested too deeply")
    void anExceptionWithinAMapIsAnErrorWithoutItsText() throws Exception {
        assertUnusable(Map.of("problem", new IllegalStateException("secret")), null, "can be written as JSON");
    }

    @Test
    @AnswerRow("an exception or an Exchange, or what holds itself or is nested too deeply")
    void anExchangeWithinAListIsAnError() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> e.getMessage().setBody(List.of(e.copy())));
            }
        });
        assertError(call("f"), "failed");
    }

    @Test
    @AnswerRow("an exception or an Exchange, or what holds itself or is nested too deeply")
    void aMapThatHoldsItselfIsAnError() throws Exception {
        Map<String, Object> circle = new HashMap<>();
        circle.put("self", circle);
        assertUnusable(circle, null, "can be written as JSON");
    }

    @Test
    @AnswerRow("an exception or an Exchange, or what holds itself or is nested too deeply")
    void aMapThatIsNestedTooDeeplyIsAnError() throws Exception {
        Object deep = "end";
        for (int i = 0; i < 95; i++) {
            deep = Collections.singletonMap("d", deep);
        }
        assertUnusable(deep, null, "can be written as JSON");
    }
}
