package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.session.ModelProfile.ClientContentUse;
import io.github.camelgeminilive.session.ModelProfile.InterruptWay;
import io.github.camelgeminilive.session.ModelProfile.Seeding;
import io.github.camelgeminilive.session.ModelProfile.SeedingWay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    void howFamiliesHearWhatWasSaidBefore() {
        assertThat(profiles.of(TestSettings.F25N).seeding())
                .isEqualTo(new Seeding(SeedingWay.CLIENT_CONTENT, true, false));
        assertThat(profiles.of(TestSettings.F31).seeding())
                .isEqualTo(new Seeding(SeedingWay.HISTORY_CONFIG, false, false));
        assertThat(profiles.of(TestSettings.F38).seeding())
                .isEqualTo(new Seeding(SeedingWay.HISTORY_CONFIG, false, true));
        assertThat(profiles.of("gemini-3.5-live-translate-preview").seeding().way())
                .isEqualTo(SeedingWay.NONE);
        assertThat(profiles.of(TestSettings.F31).clientContent()).isEqualTo(ClientContentUse.HISTORY);
        assertThat(profiles.of(TestSettings.F31).interrupt()).isEqualTo(InterruptWay.NONE);
        assertThat(profiles.of(TestSettings.F38).interrupt()).isEqualTo(InterruptWay.CLIENT_CONTENT);
        assertThat(profiles.of("gemini-3.5-transcribe-live").turns()).isFalse();
        assertThat(profiles.of(TestSettings.F38).turns()).isTrue();
        assertThat(profiles.of(TestSettings.F38).contextUpdate()).isTrue();
        assertThat(profiles.of(TestSettings.F25N).contextUpdate()).isFalse();
        assertThat(profiles.of("gemini-live-2.5-flash-native-audio").schedulingAllowed())
                .isFalse();
        assertThat(profiles.of(TestSettings.F38).voices()).hasSize(30);
        assertThat(profiles.of("gemini-live-2.5-flash").voices()).hasSize(8);
    }

    @Test
    void fileOfTheUsersGoesBeforeTheBuiltInOne() {
        ModelProfiles own = profiles.and("mine", """
                house.prefixes=house-,gemini-3.8-live
                house.like=3.1
                house.kick=true
                3.1.gate=PT1S
                """);
        assertThat(own.of("house-live").family()).isEqualTo("house");
        assertThat(own.of("gemini-3.8-live").family()).isEqualTo("house");
        assertThat(own.of("gemini-3.8-live-extended-thinking").family()).isEqualTo("3.8-extended-thinking");
        assertThat(own.of("house-live").kick()).isTrue();
        assertThat(own.of("house-live").textAsRealtimeInput()).isTrue();
        assertThat(own.of(TestSettings.F31).times().gate()).isEqualTo(Duration.ofSeconds(1));
        assertThat(own.of("house-live").times().gate()).isEqualTo(Duration.ofSeconds(1));
        assertThat(own.of(TestSettings.F31).kick()).isFalse();
        assertThat(profiles.of(TestSettings.F38).family()).isEqualTo("3.8");
    }

    @Test
    void familyCanBeNamedAndSingleFactsCanDiffer() {
        ModelProfile profile = profiles.of("house-live", "3.1", Map.of("kick", "true", "turns", "false"));
        assertThat(profile.family()).isEqualTo("3.1");
        assertThat(profile.kick()).isTrue();
        assertThat(profile.turns()).isFalse();
        assertThat(profile.textAsRealtimeInput()).isTrue();
        assertThat(profiles.of(TestSettings.F38, "", Map.of("toolTurn", "ONE")).toolTurn())
                .isEqualTo(ToolTurn.ONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            house.kick=true                       | mine: expected a family with .prefixes (it may be empty) or one of
            house.prefixes=h;house.kik=true       | mine: expected one of [clientContent, contextUpdate
            house.prefixes=h;house.kick=yes       | mine: expected one of [true, false] for house.kick but was yes
            house.prefixes=h;house.like=villa     | mine: expected another of [2.0,
            house.prefixes=h;house.like=house     | for house.like but was house
            a.prefixes=a;a.like=b;b.prefixes=b;b.like=a | for b.like but was a
            3.8.gate=10s                          | mine: expected an ISO-8601 duration such as PT1.5S for 3.8.gate but was 10s
            3.8.seeding=letter                    | expected one of [CLIENT_CONTENT, HISTORY_CONFIG, NONE] for 3.8.seeding but was letter
            3.8.limit.voice=error                 | expected the path of a setup field for 3.8.limit.voice but was voice
            3.8.limit.labels=never                | mine: 3.8.limit.labels: expected "error
            """)
    void fileThatMeansNothingIsRefused(String file, String message) {
        String text = file.replace(';', '\n');
        assertThatThrownBy(() -> profiles.and("mine", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyFactIsInTheManual() throws IOException {
        Throwable refused = catchThrowable(() -> profiles.and("mine", "3.8.nonsense=1"));
        String keys = refused.getMessage().replaceAll("(?s).*expected one of \\[(.*?)\\].*", "$1");
        String manual = Files.readString(Path.of("../docs/setup.md"));
        assertThat(List.of(keys.split(", ")))
                .hasSizeGreaterThan(25)
                .allSatisfy(key -> assertThat(manual).contains("`" + key + "`"));
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
                Pattern.compile("gemini-(live-)?\\d|\"[2-9]\\.\\d[-\"]|flash-live|native-audio|extended-thinking");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/github/camelgeminilive"))) {
            List<Path> java = sources.filter(p -> p.toString().endsWith(".java"))
                    // the option's default and its description are for people
                    .filter(p -> !p.endsWith("GeminiLiveConfiguration.java"))
                    .toList();
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
