package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.family;
import static io.github.camelgeminilive.session.ClientInputs.reconnected;
import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.ClientInputs.toolsChanged;
import static io.github.camelgeminilive.session.ClientInputs.update;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static io.github.camelgeminilive.session.TestSettings.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.SetupComplete;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instruction and tools that change while a conversation goes on. */
class ContextUpdateTest {

    @Test
    void updatesKeepTheirPlaceAmongInputs() {
        MachineDriver d = MachineDriver.live(F38).forget();
        d.text("one");
        update(d, "be brief", null);
        d.text("two");
        assertThat(d.lines()).containsExactly("> ClientContent", "> ContextUpdate", "> ClientContent");
    }

    @Test
    void c8TheLastExplicitUpdateOfEachFieldComesFirstOnANewConnection() {
        MachineDriver d = MachineDriver.live(F38);
        Object lamp = Map.of("functionDeclarations", List.of(Map.of("name", "lamp")));
        update(d, "be brief", null);
        update(d, null, List.of(lamp));
        update(d, "be polite", null);
        d.closes(1006, "gone");
        d.text("while away");
        d.forget();
        d.seconds(1).opens();
        assertThat(d.lines())
                .containsSubsequence("> setup", "> ContextUpdate", "> ClientContent")
                .filteredOn("> ContextUpdate"::equals)
                .hasSize(1);
        ContextUpdate again = sent(d, ContextUpdate.class).get(3);
        assertThat(again.systemInstruction()).isEqualTo(Map.of("parts", List.of(Map.of("text", "be polite"))));
        assertThat(again.tools()).containsExactly(lamp);
    }

    @Test
    void anUpdateThatWasRefusedIsNotRemembered() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "gone");
        long lost = update(d, "be brief", null);
        d.seconds(1);
        d.closes(1006, "gone");
        d.handle(new SessionEvent.Tick());
        d.seconds(29);
        assertThat(d.rejection(lost).code())
                .isIn(Failure.Code.TIMED_OUT, Failure.Code.WAIT_AND_RETRY, Failure.Code.CONNECTION_LOST);
        assertThat(sent(d, ContextUpdate.class)).isEmpty();
    }

    @Test
    void changedToolRoutesAreToldWhileAConnectionIsUp() {
        MachineDriver d = MachineDriver.live(F38);
        toolsChanged(d, "lamp");
        assertThat(sent(d, ContextUpdate.class)).singleElement().satisfies(update -> {
            assertThat(update.tools()).containsExactly("lamp");
            assertThat(update.systemInstruction()).isNull();
        });
        reconnected(d);
        assertThat(sent(d, ContextUpdate.class)).as("the setup has them").hasSize(1);
    }

    @Test
    void toolsThatChangeBetweenSetupAndItsAnswerAreToldAfterIt() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "gone");
        toolsChanged(d, "too early");
        d.seconds(1);
        toolsChanged(d, "still too early");
        d.handle(new SessionEvent.ConnectionOpened(d.machine.generation()));
        toolsChanged(d, "lamp");
        assertThat(sent(d, ContextUpdate.class)).isEmpty();
        d.server(new SetupComplete(null, null));
        assertThat(sent(d, ContextUpdate.class))
                .singleElement()
                .satisfies(update -> assertThat(update.tools()).containsExactly("lamp"));
    }

    @Test
    void changedToolRoutesDoNotReplaceToolsThatSomebodyHasGiven() {
        MachineDriver d = MachineDriver.live(F38);
        update(d, "be brief", null);
        toolsChanged(d, "lamp");
        assertThat(sent(d, ContextUpdate.class)).hasSize(2);
        update(d, null, List.of("mine"));
        toolsChanged(d, "lamp", "door");
        assertThat(sent(d, ContextUpdate.class)).hasSize(3);
        assertThat(sent(d, ContextUpdate.class).get(2).tools()).containsExactly("mine");
    }

    private static void chooses(MachineDriver d, long id, String instruction, String... names) {
        Map<String, Object> content =
                instruction == null ? null : Map.of("parts", List.of(Map.of("text", instruction)));
        d.handle(new SessionEvent.InputOffered(
                new Input(id, Input.Kind.CONTEXT_UPDATE, new ContextUpdate(content, null), "", false, List.of(names))));
    }

    @Test
    void aSetOfToolsIsInUseBeforeItIsToldAndComesAgainOnEveryConnection() {
        MachineDriver d = MachineDriver.live(F38).forget();
        chooses(d, 1, "be brief", "lamp");
        assertThat(d.lines()).containsExactly("use [lamp]", "> SendTools");
        d.closes(1006, "gone");
        chooses(d, 2, null, "door");
        d.forget();
        d.seconds(1).opens();
        assertThat(d.lines()).containsSubsequence("> setup", "> SendTools", "use [door]", "> SendTools");
        assertThat(d.effects.stream()
                        .filter(effect -> effect instanceof SessionEffect.SendTools)
                        .toList())
                .extracting(effect -> ((SessionEffect.SendTools) effect).systemInstruction() == null)
                .containsExactly(false, false, true);
    }

    @Test
    void routesThatComeAndGoAreToldToSessionsWithASetToo() {
        MachineDriver d = MachineDriver.live(F38);
        update(d, null, List.of("mine"));
        chooses(d, 2, null, "lamp");
        toolsChanged(d.forget(), "lamp");
        assertThat(d.lines()).containsExactly("> ContextUpdate");
        update(d, null, List.of(Map.of("functionDeclarations", List.of(Map.of("name", "theirs")))));
        assertThat(d.lines()).contains("use [theirs]");
        toolsChanged(d.forget(), "lamp");
        assertThat(d.lines()).as("somebody has given tools as they are").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F31, F38X, UNKNOWN})
    void familiesWithoutUpdatesHearOfChangedToolsOnTheNextConnection(String model) {
        MachineDriver d = MachineDriver.live(model).forget();
        toolsChanged(d, "lamp");
        assertThat(d.lines()).isEmpty();
        assertThatThrownBy(() -> family(model).checkContextUpdate())
                .hasMessageContaining(
                        "family " + TestSettings.of(model).build().profile().family())
                .hasMessageContaining("close the session and open it again");
    }

    @Test
    void changedToolRoutesKeepNoSessionAwakeAndOpenNone() {
        MachineDriver d = new MachineDriver(TestSettings.of(F38).build(), 0);
        toolsChanged(d, "lamp");
        assertThat(d.lines()).isEmpty();
        MachineDriver idle = MachineDriver.live(TestSettings.of(F38).idleTimeout(Duration.ofSeconds(10)));
        idle.seconds(6);
        toolsChanged(idle, "lamp");
        idle.seconds(5);
        assertThat(idle.machine.state()).isInstanceOf(SessionState.Closed.class);
    }
}
