package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and what people say are in nothing that a run writes: {@link SecretRun} plants them, we look for them. */
class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void noCanaryIsInAnythingThatARunWrote() throws Exception {
        // not trace: Camel itself writes URIs and their parameters there as they were given
        List<String> wrote = run(
                "-Dorg.slf4j.simpleLogger.log.io.github.camelgeminilive=trace",
                "-Dorg.slf4j.simpleLogger.log.org.apache.camel=debug");
        assertThat(wrote).last().isEqualTo(SecretRun.DONE);
        assertThat(wrote)
                .as("what there is to see")
                .anySatisfy(line -> assertThat(line).startsWith("JMX attributes: "));
        assertThat(wrote).anySatisfy(line -> assertThat(line).startsWith("health DOWN"));
        assertThat(wrote).anySatisfy(line -> assertThat(line).startsWith("endpoint gemini-live://bob?apiKey=xxxxxx"));
        assertThat(wrote).anySatisfy(line -> assertThat(line).contains("DEBUG org.apache.camel"));
        assertThat(wrote).anySatisfy(line -> assertThat(line).matches("made a token of \\d\\d characters"));
        assertThat(wrote).anySatisfy(line -> assertThat(line).contains("MCP client broken could not be asked"));
        assertThat(wrote)
                .as("ephemeral tokens")
                .noneMatch(line -> line.matches(".*auth_tokens/\\w{20,}.*"))
                .anySatisfy(line -> assertThat(line).contains("used too many times"));
        for (String canary : List.of(
                SecretRun.KEY,
                SecretRun.WRONG_KEY,
                SecretRun.ACCESS,
                SecretRun.TYPED,
                SecretRun.SPOKEN,
                SecretRun.ARGUMENT,
                SecretRun.ADDRESS,
                SecretRun.BROKEN)) {
            assertThat(wrote)
                    .filteredOn(line -> line.contains(canary))
                    .as(canary)
                    .isEmpty();
        }
    }

    private List<String> run(String... properties) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(properties));
        command.add(SecretRun.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        List<String> wrote = Files.readAllLines(output);
        assertThat(ended && process.exitValue() == 0)
                .as("the run ended well; it wrote %s", wrote.subList(Math.max(0, wrote.size() - 30), wrote.size()))
                .isTrue();
        return wrote;
    }
}
