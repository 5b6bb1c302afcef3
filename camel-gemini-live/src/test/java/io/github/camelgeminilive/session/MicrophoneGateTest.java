package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.cancel;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F25N_VERTEX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound from the microphone while a call is open, by family (protocol section 4.2). */
class MicrophoneGateTest {

    private static final List<String> GATING = List.of(F25N, F25N_VERTEX);

    private static MachineDriver asked(String model, String call) {
        MachineDriver d = MachineDriver.live(model);
        d.text("go");
        return d.server(call(call)).forget();
    }

    private static boolean hears(MachineDriver d) {
        d.forget().send(Input.Kind.LIVE_AUDIO);
        return d.lines().contains("> sound");
    }

    @EveryFamily
    void onlyNativeAudioOf25DoesNotHearDuringABlockingCall(String model) {
        MachineDriver d = asked(model, "a");
        assertThat(hears(d)).isEqualTo(!GATING.contains(model));
        assertThat(d.counters.drops(Drop.gatedSound)).isEqualTo(GATING.contains(model) ? 1 : 0);
        d.tool("a");
        assertThat(hears(d)).as("after the answer").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F25N_VERTEX})
    void afterTenSecondsItHearsAgain(String model) {
        MachineDriver d = asked(model, "a");
        d.after(9_999);
        assertThat(hears(d)).isFalse();
        d.after(1);
        assertThat(hears(d)).isTrue();
        assertThat(d.machine.openCalls()).isEqualTo(1);
    }

    @Test
    void eachCallHasTenSecondsOfItsOwn() {
        MachineDriver d = asked(F25N, "a");
        d.seconds(8).server(call("b"));
        d.seconds(4);
        assertThat(hears(d)).isFalse();
        d.seconds(6);
        assertThat(hears(d)).isTrue();
    }

    @Test
    void cancellingOpensTheMicrophoneAtOnce() {
        MachineDriver d = asked(F25N, "a");
        assertThat(hears(d)).isFalse();
        d.server(cancel("a"));
        assertThat(hears(d)).isTrue();
    }

    @Test
    void fileSoundIsHeldBackAsLiveSoundIs() {
        MachineDriver d = asked(F25N, "a");
        d.send(Input.Kind.PACED_AUDIO);
        assertThat(d.lines()).containsExactly("accept 2");
        assertThat(d.counters.drops(Drop.gatedSound)).isEqualTo(1);
    }

    @Test
    void aCallThatDoesNotBlockNeverGates() {
        // the traits of the driver take a call for blocking where the family's default is
        MachineDriver d = MachineDriver.live(TestSettings.of(F25N).profile(Map.of("toolBehavior", "NON_BLOCKING")));
        d.text("go");
        d.server(call("a"));
        assertThat(hears(d)).isTrue();
    }
}
