package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.session.PendingToolCalls.Status;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingToolCallsTest {

    private final PendingToolCalls calls = new PendingToolCalls();

    private @Nullable String register(@Nullable String id) {
        return calls.register(new FunctionCall(id, "f", Map.of()), true, 1, 0);
    }

    @Test
    void anIdRunsOnce() {
        assertThat(register("a")).isEqualTo("a");
        assertThat(register("a")).isNull();
        calls.answered("a");
        assertThat(register("a")).isNull();
        assertThat(calls.openCount()).isZero();
    }

    @Test
    void callsWithoutIdsAreDifferentCalls() {
        assertThat(register(null)).isEqualTo("call-1-1");
        assertThat(register("")).isEqualTo("call-1-2");
        assertThat(calls.openCount()).isEqualTo(2);
    }

    @Test
    void anAnswerIsTheLastWord() {
        register("a");
        calls.answered("a");
        assertThat(calls.status("a")).isEqualTo(Status.ANSWERED);
        assertThat(calls.cancel("a")).isFalse();
        assertThat(calls.status("a")).isEqualTo(Status.ANSWERED);
        assertThat(calls.open("a")).isNull();
    }

    @Test
    void aCancellationIsTheLastWord() {
        register("a");
        assertThat(calls.cancel("a")).isTrue();
        assertThat(calls.cancel("a")).isFalse();
        calls.answered("a");
        assertThat(calls.status("a")).isEqualTo(Status.CANCELLED);
        assertThat(calls.openCount()).isZero();
    }

    @Test
    void whatWasAnsweredCanBeTakenBackOnce() {
        register("a");
        register("b");
        assertThat(calls.takeBack("a")).as("open").isFalse();
        calls.answered("a");
        assertThat(calls.takeBack("a")).isTrue();
        assertThat(calls.takeBack("a")).isFalse();
        assertThat(calls.cancel("b")).isTrue();
        assertThat(calls.takeBack("b")).as("cancelled").isFalse();
        assertThat(calls.takeBack("x")).as("unknown").isFalse();
        assertThat(calls.status("a")).isEqualTo(Status.CANCELLED);
        assertThat(calls.openCount()).isZero();
    }

    @Test
    void anotherConversationTakesNothingBack() {
        register("a");
        calls.answered("a");
        calls.cancelAll();
        assertThat(calls.takeBack("a")).isFalse();
    }

    @Test
    void nobodyKnowsOtherIds() {
        assertThat(calls.status("x")).isNull();
        assertThat(calls.status(null)).isNull();
        assertThat(calls.cancel("x")).isFalse();
    }

    @Test
    void theEndOfAConversationCancelsWhatIsOpenAndNothingElse() {
        register("a");
        register("b");
        register("c");
        calls.answered("b");
        assertThat(calls.cancelAll()).containsExactly("a", "c");
        assertThat(calls.cancelAll()).isEmpty();
        assertThat(calls.openCount()).isZero();
        assertThat(calls.status("b")).isEqualTo(Status.ANSWERED);
    }

    @Test
    void theNextConversationHasIdsOfItsOwn() {
        register("a");
        calls.cancelAll();
        assertThat(calls.register(new FunctionCall("a", "f", Map.of()), true, 2, 0))
                .isEqualTo("a@2");
        assertThat(calls.keyOf("a")).isEqualTo("a@2");
        assertThat(calls.status("a")).isEqualTo(Status.CANCELLED);
        assertThat(calls.register(new FunctionCall("a", "f", Map.of()), true, 2, 0))
                .isNull();
        calls.cancelAll();
        assertThat(calls.keyOf("a")).isEqualTo("a");
        assertThat(calls.register(new FunctionCall("a", "f", Map.of()), true, 3, 0))
                .isEqualTo("a@3");
    }

    @Test
    void onlyOpenBlockingCallsHoldSoundBackAndNotForEver() {
        calls.register(new FunctionCall("a", "f", Map.of()), false, 1, 0);
        assertThat(calls.gates(5, 10)).isFalse();
        calls.register(new FunctionCall("b", "f", Map.of()), true, 1, 5);
        assertThat(calls.gates(14, 10)).isTrue();
        assertThat(calls.gates(15, 10)).isFalse();
        assertThat(calls.gates(14, 10)).isTrue();
        calls.answered("b");
        assertThat(calls.gates(14, 10)).isFalse();
    }

    @Test
    void theOldestCallsAreForgottenButNeverOpenOnes() {
        register("first");
        for (int i = 0; i < 3_000; i++) {
            register("call " + i);
            calls.answered("call " + i);
        }
        assertThat(calls.status("first")).isEqualTo(Status.OPEN);
        assertThat(calls.status("call 0")).isNull();
        assertThat(calls.status("call 2999")).isEqualTo(Status.ANSWERED);
    }
}
