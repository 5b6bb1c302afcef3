package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.family;
import static io.github.camelgeminilive.session.ClientInputs.reconnected;
import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.ClientInputs.toolsChanged;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static io.github.camelgeminilive.session.TestSettings.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.SetupComplete;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a conversation begins: history and greeting, once. */
class OpeningTest {

    private static TestSettings opening(String model) {
        return TestSettings.of(model)
                .opening(new Opening(
                        List.of(
                                Content.user("I am Ada."),
                                new Content("model", List.of(new Part.Text("Hello!", false))),
                                Content.user("Call me A.")),
                        "Greet the caller."));
    }

    @Test
    void historyIsMarkedAsOverWhereTheSetupHasAnnouncedIt() {
        for (String model : List.of(F38, F38X, F31, UNKNOWN)) {
            MachineDriver d = MachineDriver.live(opening(model));
            ClientContent history = sent(d, ClientContent.class).get(0);
            assertThat(history.turns()).hasSize(3);
            assertThat(history.turnComplete()).as(model).isTrue();
        }
        assertThat(sent(MachineDriver.live(opening(F25N)), ClientContent.class)
                        .get(0)
                        .turnComplete())
                .isFalse();
    }

    @Test
    void theGreetingAsksAndTheHistoryDoesNot() {
        MachineDriver d = MachineDriver.live(opening(F38));
        long caller = d.ask("and then?");
        assertThat(sent(d, ClientContent.class))
                .as("the caller waits for the greeting")
                .hasSize(2);
        d.server(say().spoken("Hello A.").sound(40).generationComplete().turnComplete());
        assertThat(d.turn(1).outputTranscription()).isEqualTo("Hello A.");
        d.server(say().spoken("Then").sound(40).generationComplete().turnComplete());
        assertThat(d.reply(caller).turn()).isEqualTo(2);
    }

    @Test
    void c8WhatTheSetupDidNotHoldIsToldBeforeTheGreetingIsAnswered() {
        MachineDriver d = MachineDriver.idle(opening(F38));
        d.send(Input.Kind.OPEN);
        d.handle(new SessionEvent.ConnectionOpened(d.machine.generation()));
        toolsChanged(d, "lamp").forget();
        d.server(new SetupComplete(null, null));
        assertThat(d.lines()).containsSubsequence("> ContextUpdate", "> ClientContent", "> ClientContent");
    }

    @Test
    void theGreetingGoesOutAsTheFamilyTakesText() {
        MachineDriver d = MachineDriver.live(opening(F31));
        assertThat(sent(d, RealtimeText.class)).containsExactly(new RealtimeText("Greet the caller."));
    }

    @Test
    void c9ALostConversationIsNotBegunAgain() {
        MachineDriver d = MachineDriver.live(opening(F38));
        assertThat(d.machine.newConversation()).isFalse();
        int before = sent(d, ClientContent.class).size();
        reconnected(d);
        assertThat(sent(d, ClientContent.class)).hasSize(before);
    }

    @Test
    void historyThatAFamilyDoesNotTakeIsRefused() {
        List<Content> modelLast = List.of(new Content("model", List.of(new Part.Text("hello", false))));
        assertThatThrownBy(() -> family(F25N).history("Option history", modelLast))
                .hasMessageContaining("Option history: model " + F25N)
                .hasMessageContaining("role user");
        assertThat(family(F31).history("Option history", modelLast)).isEqualTo(modelLast);
        assertThatThrownBy(() -> family("gemini-3.5-transcribe-live").history("Option history", modelLast))
                .hasMessageContaining("no history");
    }
}
