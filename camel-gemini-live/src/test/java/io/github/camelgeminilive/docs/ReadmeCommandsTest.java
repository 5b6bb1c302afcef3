package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands that others copy, and that the continuous integration takes from the README. */
class ReadmeCommandsTest {

    private final Page readme = Page.of("README.md");

    @Test
    void quickStartIsOneCommand() {
        assertThat(firstCommand("Quick start")).isEqualTo("examples/hello/run\n");
        assertThat(Files.isExecutable(Page.ROOT.resolve("examples/hello/run"))).isTrue();
    }

    @Test
    void buildAndTestIsOneCommand() {
        assertThat(firstCommand("Build and test")).isEqualTo("mvn -B -ntp verify\n");
    }

    private String firstCommand(String section) {
        List<Page.Block> blocks = readme.only(readme.section(section)).blocks("sh");
        assertThat(blocks).as("blocks of type sh in section %s", section).isNotEmpty();
        return blocks.get(0).code();
    }
}
