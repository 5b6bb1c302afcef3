package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.family;
import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that a route stops. */
class InterruptTest {

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38, F38X})
    void interruptStopsTheAnswerAndItsCallerHearsSo(String model) {
        MachineDriver d = MachineDriver.live(model);
        long caller = d.ask("tell me a story");
        d.server(say().spoken("Once").sound(40)).forget();
        d.send(Input.Kind.INTERRUPT, family(model).interrupt(), "", false);
        assertThat(d.lines()).containsExactly("> ClientContent");
        assertThat(sent(d, ClientContent.class).get(1)).isEqualTo(new ClientContent(List.of(), false));
        d.server(say().interrupted()).server(say().turnComplete());
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.interrupted);
    }

    @Test
    void interruptAfterTheEndEmptiesThePlayers() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("tell me a story");
        d.server(say().sound(40).generationComplete().turnComplete()).forget();
        long input = d.send(Input.Kind.INTERRUPT, family(F38).interrupt(), "", false);
        assertThat(d.lines()).containsExactly("interrupted 1", "accept " + input);
    }

    @Test
    void interruptIsRefusedWhereNoMessageDoesIt() {
        assertThatThrownBy(() -> family(F31).interrupt())
                .hasMessageContaining("family 3.1")
                .hasMessageContaining("automaticActivityDetection=false");
        assertThatThrownBy(() ->
                        TestSettings.of(F31).manualActivity().build().family().interrupt())
                .hasMessageContaining("operation=activityStart interrupts it");
    }
}
