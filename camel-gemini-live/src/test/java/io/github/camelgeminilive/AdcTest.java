package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.auth.TokenServer;
import io.github.camelgeminilive.emulator.LiveEmulator;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that the environment names, and a class path without Google's library: each in a JVM of its own. */
class AdcTest {

    @TempDir
    Path folder;

    private LiveEmulator emulator;
    private TokenServer server;

    @BeforeEach
    void start() throws Exception {
        emulator = LiveEmulator.start();
        server = new TokenServer();
    }

    @AfterEach
    void stop() {
        emulator.close();
        server.close();
    }

    private String agent(String name, String options) {
        return "gemini-live:" + name + "?host=" + emulator.uri() + options;
    }

    private String authorization(int connection) {
        return emulator.connection(connection).headers().getOrDefault("Authorization", "none");
    }

    /** What the program wrote to say what came back. */
    private List<String> run(String classPath, Map<String, String> environment, String... uris) throws Exception {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Duser.home=" + folder, "-cp", classPath, AskRun.class.getName()));
        command.addAll(List.of(uris));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GOOGLE_") || name.startsWith("CLOUDSDK_"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        List<String> wrote = Files.readAllLines(output);
        assertThat(ended && process.exitValue() == 0)
                .as("the run ended well; it wrote %s", wrote.subList(Math.max(0, wrote.size() - 30), wrote.size()))
                .isTrue();
        return wrote.stream()
                .filter(line -> line.startsWith("answer ") || line.startsWith("failure "))
                .toList();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    @Test
    void theFileThatTheEnvironmentNamesIsUsed() throws Exception {
        String key = server.keyFile(folder).toString();
        assertThat(run(classPath(), Map.of("GOOGLE_APPLICATION_CREDENTIALS", key), agent("bob", "&project=p")))
                .containsExactly("answer You said: hello");
        assertThat(authorization(1)).isEqualTo("Bearer token-1");
    }

    @Test
    void theAccountOfTheMachineIsUsed() throws Exception {
        assertThat(run(classPath(), Map.of("GCE_METADATA_HOST", server.authority()), agent("bob", "&project=p")))
                .containsExactly("answer You said: hello");
        assertThat(authorization(1)).isEqualTo("Bearer token-1");
    }

    @Test
    void withoutAnyCredentialsTheFailureSaysWhatIsMissing() throws Exception {
        List<String> wrote = run(classPath(), Map.of("NO_GCE_CHECK", "true"), agent("bob", "&project=p"));
        assertThat(wrote)
                .singleElement()
                .asString()
                .startsWith("failure FIX_CREDENTIALS")
                .contains("application default credentials", "serviceAccountKey");
        assertThat(emulator.connections()).isZero();
    }

    @Test
    void withoutGooglesLibraryOnlyItsCredentialsAreMissed() throws Exception {
        String without = Arrays.stream(classPath().split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("google-auth-library") && !entry.contains("google-http-client"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without).isNotEqualTo(classPath());
        List<String> wrote = run(
                without,
                Map.of(),
                agent("developer", "&apiKey=k"),
                agent("fixed", "&project=p&accessToken=t"),
                agent("account", "&project=p&serviceAccountKey=file:" + server.keyFile(folder)),
                agent("machine", "&project=p"));
        assertThat(wrote).hasSize(4);
        assertThat(wrote.subList(0, 2)).containsOnly("answer You said: hello");
        assertThat(wrote.subList(2, 4))
                .allSatisfy(line -> assertThat(line)
                        .startsWith("failure IllegalArgumentException")
                        .contains("add com.google.auth:google-auth-library-oauth2-http"));
        assertThat(wrote.get(2)).contains("Option serviceAccountKey");
        assertThat(wrote.get(3)).contains("Option project");
    }
}
