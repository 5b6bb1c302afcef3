package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.family;
import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.ClientInputs.turns;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static io.github.camelgeminilive.session.TestSettings.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns that routes send, on virtual time: what they open, and which family takes which. */
class TurnsInputTest {

    @Test
    void t1TurnsThatAskOpenATurnAndIncrementsDoNot() {
        MachineDriver d = MachineDriver.live(F38);
        turns(d, false, false, "first");
        turns(d, false, false, "second");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turn(1).replyTo()).isZero();
        turns(d, true, false, "third");
        turns(d, true, false, "joins it");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turnsOver()).containsExactly(1L, 2L);
        assertThat(sent(d, ClientContent.class))
                .extracting(ClientContent::turnComplete)
                .containsExactly(false, false, true, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38, F38X, UNKNOWN})
    void t3CallersWithTurnsAreSentOneAfterAnother(String model) {
        MachineDriver d = MachineDriver.live(model);
        long first = turns(d, true, true, "first");
        long second = turns(d, true, true, "second");
        long third = d.ask("third");
        for (long caller : List.of(first, second, third)) {
            assertThat(sent(d, ClientContent.class)).hasSize((int) (caller - first + 1));
            d.server(say().spoken("answer " + caller).sound(40))
                    .server(say().generationComplete().turnComplete());
            assertThat(d.reply(caller).outputTranscription()).isEqualTo("answer " + caller);
        }
    }

    @Test
    void turnsMustNotBeWaitedForWhenTheyAskForNothing() {
        assertThatThrownBy(() -> turns(MachineDriver.live(F38), false, true, "first"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void familiesSayWhichTurnsTheyDoNotTake() {
        List<Content> user = List.of(Content.user("hi"));
        assertThatThrownBy(() -> family(F31).turns(user, true))
                .hasMessageContaining("family 3.1")
                .hasMessageContaining("option history")
                .hasMessageContaining("operation=text");
        assertThatThrownBy(() -> family("gemini-3.5-live-translate-preview").turns(user, true))
                .hasMessageContaining("takes no turns");
        List<Content> modelLast = List.of(new Content("model", List.of(new Part.Text("hello", false))));
        assertThatThrownBy(() -> family(F25N).turns(modelLast, true)).hasMessageContaining("role user");
        assertThat(family(F25N).turns(modelLast, false).turns()).isEqualTo(modelLast);
        assertThat(family(F38).turns(modelLast, true).turns()).isEqualTo(modelLast);
        assertThatThrownBy(() -> family(F38).turns(List.of(), false)).hasMessageContaining("operation=interrupt");
        assertThat(family(F38).turns(List.of(), true).turns()).isEmpty();
    }

    @Test
    void soundAndCallsInTurnsAreForFamiliesThatTakeThem() {
        List<Content> sound =
                List.of(new Content("user", List.of(new Part.InlineData("audio/pcm;rate=16000", new byte[2]))));
        List<Content> fast =
                List.of(new Content("user", List.of(new Part.InlineData("audio/pcm;rate=24000", new byte[2]))));
        List<Content> called = List.of(
                new Content("model", List.of(new Part.Other(Map.of("functionCall", Map.of("name", "f"))))),
                Content.user("and now?"));
        List<Content> picture = List.of(new Content("user", List.of(new Part.InlineData("image/png", new byte[2]))));
        assertThatThrownBy(() -> family(F25N).turns(sound, true)).hasMessageContaining("no sound in turns");
        assertThatThrownBy(() -> family(F25N).turns(called, true)).hasMessageContaining("no function calls in turns");
        assertThatThrownBy(() -> family(F38).turns(fast, true)).hasMessageContaining("24000 Hz");
        assertThat(family(F38).turns(sound, true).turns()).hasSize(1);
        assertThat(family(F38).turns(called, true).turns()).hasSize(2);
        assertThat(family(F25N).turns(picture, true).turns()).hasSize(1);
    }
}
