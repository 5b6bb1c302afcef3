package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may wait, cell by cell. */
class OutboxTest {

    private final SessionCounters counters = new SessionCounters();
    private final Effects out = new Effects(counters);
    private final SessionSettings settings = TestSettings.of(F38)
            .sendQueueSize(3)
            .heldAudio(Duration.ofMillis(100))
            .build();
    private final Outbox outbox = new Outbox(settings, out);
    private long ids;

    private Input input(Input.Kind kind) {
        return new Input(++ids, kind, null, "", false);
    }

    private Input sound(int millis) {
        return new Input(++ids, Input.Kind.LIVE_AUDIO, new RealtimeAudio(new byte[32 * millis], 16_000), "", false);
    }

    private List<Long> released() {
        return outbox.release().stream().map(Input::id).toList();
    }

    // no connection

    @Test
    void liveSoundIsAcceptedAtOnceAndItsOldestPartDropped() {
        for (int i = 0; i < 5; i++) {
            outbox.hold(sound(40), 0);
        }
        assertThat(out.take())
                .containsExactly(
                        new SessionEffect.Accept(1),
                        new SessionEffect.Accept(2),
                        new SessionEffect.Accept(3),
                        new SessionEffect.Accept(4),
                        new SessionEffect.Accept(5));
        assertThat(counters.drops(Drop.outgoingSound)).isEqualTo(3);
        assertThat(released()).containsExactly(4L, 5L);
    }

    @Test
    void liveSoundNeverTimesOut() {
        outbox.hold(sound(40), 0);
        assertThat(outbox.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        outbox.expire(Long.MAX_VALUE - 1, null);
        assertThat(released()).containsExactly(1L);
    }

    @Test
    void soundWithoutDurationIsNotKept() {
        for (int i = 0; i < 1_000; i++) {
            outbox.hold(sound(0), 0);
        }
        assertThat(out.take()).hasSize(1_000);
        assertThat(outbox.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Input.Kind.class, names = "LIVE_AUDIO", mode = EnumSource.Mode.EXCLUDE)
    void everythingElseIsHeldThenRefused(Input.Kind kind) {
        outbox.hold(input(kind), 0);
        long timeout = settings.sendTimeout().toNanos();
        assertThat(outbox.nextDeadline()).isEqualTo(timeout);
        outbox.expire(timeout - 1, null);
        assertThat(out.take()).isEmpty();
        outbox.expire(timeout, null);
        assertThat(out.take()).singleElement().satisfies(effect -> {
            SessionEffect.Reject reject = (SessionEffect.Reject) effect;
            assertThat(reject.failure().code()).isEqualTo(Failure.Code.TIMED_OUT);
        });
        assertThat(outbox.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(released()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Input.Kind.class,
            names = {"LIVE_AUDIO", "VIDEO"},
            mode = EnumSource.Mode.EXCLUDE)
    void everythingElseIsReleasedInOrder(Input.Kind kind) {
        outbox.hold(input(kind), 0);
        outbox.hold(sound(40), 0);
        outbox.hold(input(Input.Kind.TEXT), 0);
        assertThat(released()).containsExactly(1L, 2L, 3L);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void aFullQueueRefusesTheNewest() {
        for (int i = 0; i < 4; i++) {
            outbox.hold(input(Input.Kind.TEXT), 0);
        }
        assertThat(out.take()).singleElement().satisfies(effect -> {
            SessionEffect.Reject reject = (SessionEffect.Reject) effect;
            assertThat(reject.inputId()).isEqualTo(4);
            assertThat(reject.failure().code()).isEqualTo(Failure.Code.QUEUE_FULL);
            assertThat(reject.failure().message()).contains("3", "sendQueueSize");
        });
        assertThat(released()).containsExactly(1L, 2L, 3L);
        outbox.hold(input(Input.Kind.TEXT), 0);
        assertThat(out.take()).isEmpty();
    }

    @Test
    void soundDoesNotTakeTheRoomOfOtherInputs() {
        for (int i = 0; i < 10; i++) {
            outbox.hold(sound(10), 0);
        }
        out.take();
        outbox.hold(input(Input.Kind.TEXT), 0);
        assertThat(out.take()).isEmpty();
        assertThat(outbox.size()).isEqualTo(11);
    }

    @Test
    void roomIsGivenBackWhenAnInputTimesOutOrIsAbandoned() {
        for (int i = 0; i < 3; i++) {
            outbox.hold(input(Input.Kind.TEXT), i);
        }
        outbox.abandon(2);
        outbox.expire(settings.sendTimeout().toNanos(), null);
        out.take();
        outbox.hold(input(Input.Kind.TEXT), 3);
        outbox.hold(input(Input.Kind.TEXT), 3);
        assertThat(out.take()).isEmpty();
        outbox.hold(input(Input.Kind.TEXT), 3);
        assertThat(out.take()).hasSize(1);
        assertThat(released()).containsExactly(3L, 4L, 5L);
    }

    // a connection

    private Input caller() {
        return new Input(++ids, Input.Kind.TEXT, new ClientMessage.RealtimeText("?"), "?", true);
    }

    @Test
    void callersWaitForTheirTurnWithoutATimeOutOfOurs() {
        outbox.queueCaller(caller());
        outbox.queueCaller(caller());
        assertThat(outbox.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(outbox.nextCaller()).extracting(Input::id).isEqualTo(1L);
        assertThat(outbox.nextCaller()).extracting(Input::id).isEqualTo(2L);
        assertThat(outbox.nextCaller()).isNull();
    }

    @Test
    void tooManyCallersAreRefused() {
        for (int i = 0; i < 4; i++) {
            outbox.queueCaller(caller());
        }
        assertThat(out.take()).singleElement().satisfies(effect -> {
            SessionEffect.Reject reject = (SessionEffect.Reject) effect;
            assertThat(reject.inputId()).isEqualTo(4);
            assertThat(reject.failure().code()).isEqualTo(Failure.Code.QUEUE_FULL);
        });
    }

    @Test
    void aCallerWhoGaveUpIsForgotten() {
        outbox.queueCaller(caller());
        outbox.abandon(1);
        assertThat(outbox.callersWait()).isFalse();
    }

    // the end

    @Test
    void theEndRefusesAllWhoStillWaitForWord() {
        outbox.hold(sound(40), 0);
        outbox.hold(input(Input.Kind.TEXT), 0);
        outbox.queueCaller(caller());
        out.take();
        Failure failure = new Failure(Failure.Code.SESSION_CLOSED, "over");
        outbox.failAll(failure);
        assertThat(out.take())
                .containsExactly(new SessionEffect.Reject(2, failure), new SessionEffect.Reject(3, failure));
        assertThat(counters.drops(Drop.outgoingSound)).isEqualTo(1);
        assertThat(outbox.size()).isZero();
    }
}
