package io.github.camelgeminilive.session;

import io.github.camelgeminilive.session.Input.Kind;
import io.github.camelgeminilive.transport.CloseReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written. Two queues, both bounded by {@code sendQueueSize}: inputs that no connection can take (live
 * sound among them is bounded by its playing time instead), and callers whose turn has not come (T3). What may wait is
 * this table:
 *
 * <pre>
 * kind                         no connection                      connection
 * LIVE_AUDIO                   DROP_OLDEST beyond heldAudio       SEND
 * VIDEO                        the newest alone: HOLD, REJECT     the newest alone: HOLD for pictureGap, SEND
 * TEXT, TURNS, TOOL_RESPONSE,
 * marks, PACED_AUDIO, OPEN,
 * CONTEXT_UPDATE, RAW,
 * INTERRUPT                    HOLD for sendTimeout, then REJECT  SEND
 * any with reply               as above                           HOLD while a turn is open, then SEND
 * </pre>
 *
 * <p>Confined to the session's mailbox.
 */
final class Outbox {

    private record Held(Input input, long until) {}

    private final SessionSettings settings;
    private final Effects out;
    private final Deque<Held> held = new ArrayDeque<>();
    private final Deque<Input> callers = new ArrayDeque<>();
    private final Pictures pictures;
    private long heldAudioNanos;
    private int heldOthers;

    Outbox(SessionSettings settings, Effects out) {
        this.settings = settings;
        this.out = out;
        this.pictures = new Pictures(settings, out);
    }

    Pictures pictures() {
        return pictures;
    }

    /** Keeps an input until a connection can take it. */
    void hold(Input input, long now) {
        if (input.kind() == Kind.VIDEO) {
            pictures.offer(input, now);
        } else if (input.kind() == Kind.LIVE_AUDIO && input.audioNanos() == 0) {
            out.add(new SessionEffect.Accept(input.id()));
        } else if (input.kind() == Kind.LIVE_AUDIO) {
            held.add(new Held(input, Long.MAX_VALUE));
            heldAudioNanos += input.audioNanos();
            out.add(new SessionEffect.Accept(input.id()));
            dropOldestAudio();
        } else if (heldOthers >= settings.sendQueueSize()) {
            out.add(new SessionEffect.Reject(
                    input.id(),
                    new Failure(
                            Failure.Code.QUEUE_FULL,
                            "Expected room for one more input but " + heldOthers
                                    + " wait for a connection already (option sendQueueSize)")));
        } else {
            heldOthers++;
            held.add(new Held(input, now + settings.sendTimeout().toNanos()));
        }
    }

    private void dropOldestAudio() {
        Iterator<Held> oldest = held.iterator();
        while (heldAudioNanos > settings.heldAudio().toNanos() && oldest.hasNext()) {
            Input input = oldest.next().input();
            if (input.kind() == Kind.LIVE_AUDIO) {
                oldest.remove();
                heldAudioNanos -= input.audioNanos();
                out.drop(Drop.outgoingSound);
            }
        }
    }

    /** The inputs that waited, in their order; none wait afterwards. */
    List<Input> release() {
        List<Input> inputs = held.stream().map(Held::input).toList();
        held.clear();
        heldAudioNanos = 0;
        heldOthers = 0;
        return inputs;
    }

    /** Lets a caller wait until no turn is open. */
    void queueCaller(Input input) {
        if (callers.size() >= settings.sendQueueSize()) {
            out.add(new SessionEffect.Reject(
                    input.id(),
                    new Failure(
                            Failure.Code.QUEUE_FULL,
                            "Expected room for one more caller but " + callers.size()
                                    + " wait for their turn already (option sendQueueSize)")));
        } else {
            callers.add(input);
        }
    }

    boolean callersWait() {
        return !callers.isEmpty();
    }

    @Nullable
    Input nextCaller() {
        return callers.poll();
    }

    /** Forgets an input whose caller gave up. */
    void abandon(long inputId) {
        callers.removeIf(input -> input.id() == inputId);
        if (held.removeIf(h -> h.input().id() == inputId && h.input().kind() != Kind.LIVE_AUDIO)) {
            heldOthers--;
        }
    }

    /** Refuses what has waited too long. */
    void expire(long now, @Nullable CloseReason lastEnd) {
        if (now < nextDeadline()) {
            return;
        }
        String why = lastEnd == null ? "" : "; the last try ended: " + lastEnd;
        Failure failure = new Failure(
                Failure.Code.TIMED_OUT,
                "Expected a connection within " + settings.sendTimeout().toMillis()
                        + " ms but there was none (option sendTimeout)" + why);
        held.removeIf(h -> {
            boolean tooLate = now >= h.until();
            if (tooLate) {
                heldOthers--;
                out.add(new SessionEffect.Reject(h.input().id(), failure));
            }
            return tooLate;
        });
        pictures.expire(now, failure);
    }

    long nextDeadline() {
        long next = pictures.wakeAt();
        for (Held h : held) {
            if (h.until() != Long.MAX_VALUE) {
                return Math.min(next, h.until());
            }
        }
        return next;
    }

    /** Refuses everything. */
    void failAll(Failure failure) {
        held.stream()
                .filter(h -> h.input().kind() != Kind.LIVE_AUDIO)
                .forEach(h -> out.add(new SessionEffect.Reject(h.input().id(), failure)));
        long sound =
                held.stream().filter(h -> h.input().kind() == Kind.LIVE_AUDIO).count();
        out.drop(Drop.outgoingSound, sound);
        callers.forEach(input -> out.add(new SessionEffect.Reject(input.id(), failure)));
        pictures.refuse(failure);
        held.clear();
        callers.clear();
        heldAudioNanos = 0;
        heldOthers = 0;
    }

    int size() {
        return held.size() + callers.size() + pictures.size();
    }
}
