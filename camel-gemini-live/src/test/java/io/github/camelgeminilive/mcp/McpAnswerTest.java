package io.github.camelgeminilive.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class McpAnswerTest {

    private static CallToolResult.Builder result() {
        return CallToolResult.builder();
    }

    private static Map<String, Object> answer(CallToolResult.Builder result) {
        return McpAnswer.of(result.build(), false, 10_000).response();
    }

    @Test
    void structuredContentIsTheAnswer() {
        assertThat(answer(result().addTextContent("{\"sum\":5}").structuredContent(Map.of("sum", 5))))
                .isEqualTo(Map.of("sum", 5));
        assertThat(answer(result().addTextContent("[1]").structuredContent(List.of(1))))
                .isEqualTo(Map.of("output", List.of(1)));
    }

    @Test
    void textIsTheOutputAndNothingIsSaidToBeDone() {
        assertThat(answer(result().addTextContent("one").addTextContent("two")))
                .isEqualTo(Map.of("output", "one\ntwo"));
        assertThat(answer(result().content(List.of()))).isEqualTo(Map.of("output", "done"));
        assertThat(answer(
                        result().addContent(EmbeddedResource.builder(TextResourceContents.builder("file:///a", "inside")
                                        .build())
                                .build())))
                .isEqualTo(Map.of("output", "inside"));
    }

    @Test
    void picturesAndSoundAreToldOfAndNotSpelledOut() {
        assertThat(answer(result().addTextContent("A dot.")
                        .addContent(
                                ImageContent.builder("AAECAwQ=", "image/png").build())
                        .addContent(AudioContent.builder("AAEC", "audio/wav").build())))
                .isEqualTo(Map.of(
                        "output",
                        "A dot.",
                        "attachments",
                        List.of(
                                Map.of(
                                        "type",
                                        "image",
                                        "mimeType",
                                        "image/png",
                                        "bytes",
                                        5L,
                                        "note",
                                        "can not be shown here"),
                                Map.of(
                                        "type",
                                        "audio",
                                        "mimeType",
                                        "audio/wav",
                                        "bytes",
                                        3L,
                                        "note",
                                        "can not be shown here"))));
    }

    @Test
    void linksAndFilesAreToldOf() {
        assertThat(answer(result().addContent(ResourceLink.builder()
                                .uri("file:///a")
                                .name("a")
                                .build())
                        .addContent(EmbeddedResource.builder(BlobResourceContents.builder("file:///b", "AAEC")
                                        .build())
                                .build())))
                .isEqualTo(Map.of(
                        "attachments",
                        List.of(
                                Map.of("type", "link", "uri", "file:///a", "name", "a"),
                                Map.of(
                                        "type",
                                        "resource",
                                        "bytes",
                                        3L,
                                        "note",
                                        "can not be shown here",
                                        "uri",
                                        "file:///b"))));
    }

    @Test
    void anErrorSaysWhatTheServerSaysAndMayBeRepeatedWhereThatDoesNoHarm() {
        CallToolResult failed =
                result().isError(true).addTextContent("Too late.").build();
        assertThat(McpAnswer.of(failed, true, 100).response())
                .isEqualTo(Map.of("status", "failed", "reason", "Too late.", "retryable", true));
        assertThat(McpAnswer.of(result().isError(true).content(List.of()).build(), false, 100)
                        .response())
                .containsEntry("status", "failed")
                .containsEntry("retryable", false)
                .containsKey("reason");
    }

    @Test
    void anAnswerThatIsTooLongIsAnError() {
        assertThat(McpAnswer.of(result().addTextContent("a".repeat(101)).build(), false, 100)
                        .response())
                .containsEntry("status", "failed")
                .extractingByKey("reason")
                .asString()
                .contains("too long to be told");
    }
}
