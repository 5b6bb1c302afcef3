package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that writes down what it is sent. Writes at once, from inside {@code send}, unless a test holds it. What waits
 * for its answer is always left to the test. Not thread-safe.
 */
final class RecordingOutlet implements Outlet {

    private final TestClock clock;
    final List<Sent> sent = new ArrayList<>();
    private final List<Integer> speechEnds = new ArrayList<>();
    final List<Long> abandoned = new ArrayList<>();
    private final List<Sent> held = new ArrayList<>();
    private boolean holding;
    private @Nullable Kind refused;
    private int before;

    RecordingOutlet(TestClock clock) {
        this.clock = clock;
    }

    record Sent(
            long id, Kind kind, @Nullable ClientMessage message, boolean reply, Completion completion, long atMillis) {

        byte[] pcm() {
            return message instanceof RealtimeAudio audio ? audio.pcm() : new byte[0];
        }
    }

    /** How many inputs had been sent each time that speech ended. */
    List<Integer> speechEnds() {
        return speechEnds;
    }

    @Override
    public long send(Kind kind, @Nullable ClientMessage message, boolean reply, Completion completion) {
        if (kind == Kind.SPEECH_END) {
            // writes nothing: what was sent stays what the server hears
            speechEnds.add(sent.size());
            completion.written();
            return 0;
        }
        Sent input = new Sent(sent.size() + 1, kind, message, reply, completion, clock.elapsedMillis());
        sent.add(input);
        if (kind == refused && before-- == 0) {
            refused = null;
            completion.failed(new Failure(Failure.Code.CONNECTION_LOST, "lost in the test"));
        } else if (holding && !reply) {
            held.add(input);
        } else if (!reply) {
            completion.written();
        }
        return input.id();
    }

    @Override
    public void abandonReply(long inputId) {
        abandoned.add(inputId);
    }

    /** From now on nothing is written until {@link #release}, or until the test does it itself. */
    void hold() {
        holding = true;
    }

    /** Writes everything that was held, and holds nothing any more. */
    void release() {
        holding = false;
        List<Sent> due = List.copyOf(held);
        held.clear();
        due.forEach(s -> s.completion().written());
    }

    /** Refuses one input of a kind, after letting some of them pass. */
    void refuse(Kind kind, int afterCount) {
        refused = kind;
        before = afterCount;
    }

    Sent only(Kind kind) {
        List<Sent> found = of(kind);
        assertThat(found).as("inputs of kind %s in %s", kind, kinds()).hasSize(1);
        return found.get(0);
    }

    List<Sent> of(Kind kind) {
        return sent.stream().filter(s -> s.kind() == kind).toList();
    }

    /** Kinds in order, repetitions of one kind once. */
    List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Sent s : sent) {
            if (kinds.isEmpty() || kinds.get(kinds.size() - 1) != s.kind()) {
                kinds.add(s.kind());
            }
        }
        return kinds;
    }

    /** All sound in order. */
    byte[] pcm(Kind... kinds) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Sent s : sent) {
            if (List.of(kinds).contains(s.kind())) {
                all.writeBytes(s.pcm());
            }
        }
        return all.toByteArray();
    }

    List<Long> times(Kind kind) {
        return of(kind).stream().map(Sent::atMillis).toList();
    }
}
