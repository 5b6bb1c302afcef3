package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelProfilesTest {

    private final ModelProfiles profiles = ModelProfiles.load();

    @ParameterizedTest
    @CsvSource({
        "gemini-2.0-flash-live-001, 2.0, ONE",
        "gemini-2.5-flash-native-audio-preview-12-2025, 2.5-native-audio, ONE",
        "gemini-2.5-flash-native-audio-latest, 2.5-native-audio, ONE",
        "gemini-live-2.5-flash-native-audio, 2.5-native-audio-vertex, ONE",
        "gemini-live-2.5-flash, 2.5-half-cascade-vertex, TWO",
        "gemini-live-2.5-flash-preview, 2.5-half-cascade, ONE",
        "gemini-live-2.5-flash-preview-native-audio-09-2025, 2.5-native-audio-vertex, ONE",
        "gemini-3.5-live-translate-preview, live-translate, TWO_STATUS",
        "gemini-3.5-transcribe-live, transcribe-live, TWO_STATUS",
        "gemini-robotics-er-2-streaming-preview, robotics, ONE",
        "gemini-3.1-flash-live-preview, 3.1, ONE",
        "gemini-3.8-live, 3.8, TWO",
        "gemini-3.8-live-extended-thinking, 3.8-extended-thinking, STATUS",
        "gemini-4.2-live, default, TWO_STATUS",
        "my-own-model, default, TWO_STATUS"
    })
    void theLongestPrefixDecides(String model, String family, ToolTurn toolTurn) {
        for (String form :
                List.of(model, "models/" + model, "projects/p/locations/l/publishers/google/models/" + model)) {
            assertThat(profiles.of(form).family()).isEqualTo(family);
            assertThat(profiles.of(form).toolTurn()).isEqualTo(toolTurn);
        }
    }

    @Test
    void whatTheFamiliesDoDifferently() {
        ModelProfile f25 = profiles.of(TestSettings.F25N);
        ModelProfile f31 = profiles.of(TestSettings.F31);
        ModelProfile f38 = profiles.of(TestSettings.F38);
        ModelProfile f38x = profiles.of(TestSettings.F38X);
        ModelProfile unknown = profiles.of(TestSettings.UNKNOWN);
        assertThat(List.of(f25, f31, f38, f38x, unknown))
                .extracting(ModelProfile::textAsRealtimeInput)
                .containsExactly(false, true, false, false, false);
        assertThat(List.of(f25, f31, f38, f38x, unknown))
                .extracting(ModelProfile::echoesTypedText)
                .containsExactly(false, true, false, false, false);
        assertThat(List.of(f25, f31, f38, f38x, unknown))
                .extracting(ModelProfile::blockingCalls)
                .containsExactly(true, true, false, false, false);
        assertThat(List.of(f25, f31, f38, f38x, unknown))
                .extracting(ModelProfile::schedulingAllowed)
                .containsExactly(true, false, true, false, false);
        assertThat(List.of(f25, f31, f38, f38x, unknown))
                .extracting(ModelProfile::gatesMicrophone)
                .containsExactly(true, false, false, false, false);
    }

    @Test
    void theTimesOfTheTurnRules() {
        assertThat(profiles.of("anything").times())
                .isEqualTo(new ModelProfile.TurnTimes(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(700),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)));
    }

    @Test
    void noCodeNamesAModel() throws IOException {
        Pattern named =
                Pattern.compile("gemini-(live-)?\\d|\"\\d\\.\\d[-\"]|flash-live|native-audio|extended-thinking");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/github/camelgeminilive/session"))) {
            List<Path> java =
                    sources.filter(p -> p.toString().endsWith(".java")).toList();
            assertThat(java).hasSizeGreaterThan(20);
            assertThat(java).noneMatch(source -> named.matcher(read(source)).find());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
