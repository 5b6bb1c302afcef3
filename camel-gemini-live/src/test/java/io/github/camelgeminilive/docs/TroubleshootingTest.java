package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The error texts that the manual explains are those that the code has. */
class TroubleshootingTest {

    @Test
    void everyTextOfOursIsInTheSources() throws IOException {
        Page errors = Page.of("docs/errors.md");
        String ours = errors.section("By the text").split("The server's:", 2)[0];
        List<String> texts = errors.only(ours).firstCells();
        assertThat(texts).hasSizeGreaterThan(10);
        String sources = sources();
        assertThat(texts)
                .allSatisfy(text -> assertThat(sources.contains(text))
                        .as("'%s' is a text of ours", text)
                        .isTrue());
    }

    /** All code of the component, with the parts of each text joined. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        return all.toString();
    }
}
