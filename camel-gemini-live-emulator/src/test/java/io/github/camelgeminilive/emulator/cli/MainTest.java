package io.github.camelgeminilive.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program, as a process of its own. */
@Timeout(60)
class MainTest {
    @TempDir
    Path folder;

    @Test
    void printsWhereItListensAndEndsOnASignal() throws Exception {
        Path pem = folder.resolve("cert.pem");
        Process process = start(false, "--port", "0", "--tls", "--certificate", pem.toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).matches("listening on wss://127\\.0\\.0\\.1:\\d+");
            assertThat(pem).content().startsWith("-----BEGIN CERTIFICATE-----");
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --version              | 0 | gemini-live-emulator 1.
        --help                 | 0 | Usage: gemini-live-emulator
        --port 70000           | 2 | Expected --port to be from 0 to 65535 but was 70000
        --port x               | 2 | Invalid value for option '--port'
        --unknown              | 2 | Unknown option: '--unknown'
        --certificate c.pem    | 2 | Expected --tls beside --certificate
        --script missing.yaml  | 2 | missing.yaml: Cannot read the script
        """)
    void badInputEndsWithAMessage(String arguments, int code, String message) throws Exception {
        Process process = start(true, arguments.split(" ", -1));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(code);
        assertThat(output).contains(message);
    }

    @Test
    void badScriptEndsWithThePlaceOfTheMistake() throws Exception {
        Path script = Files.writeString(folder.resolve("bad.yaml"), "rules: [{on: nobody}]");
        Process process = start(true, "--script", script.toString());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output).contains("bad.yaml: Expected any, text, speech").contains("rules[0].on but was nobody");
    }

    private Process start(boolean errorsToo, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(new File(folder.toString()))
                .redirectErrorStream(errorsToo)
                .start();
    }
}
