package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.TurnSummary;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The sound that goes out of one session: live messages as they come, bounded sound at the speed of speech, the marks
 * around them (design: sound, going out; protocol sections 2.14 and 4.5). All methods return at once. Lives as long as
 * its session.
 *
 * <p>Completions are called on the thread that brought word of the last step, on the caller's own, or on
 * {@link Surroundings#callbacks}; never on a timer's thread and never with the lock held that guards the sound.
 *
 * <p>Thread-safe.
 */
public final class SessionSound {

    private static final String OPTION = "automaticActivityDetection";

    private final SoundSettings settings;
    private final Surroundings around;
    private final Turnstile turnstile;

    // confined to the turnstile
    private final SoundLine line;
    private final LiveFeed feed;
    private Clock.@Nullable Cancellable flushTimer;
    private long partialSince;
    private @Nullable Start activity;
    private @Nullable Failure closed;

    /**
     * What sound needs of the world.
     *
     * @param clock tells time and wakes
     * @param readers reads streams, and waits for them; bounded, and must not run a task on the thread that brings it
     * @param callbacks runs completions that would otherwise run on a timer's thread; must not run them on the thread
     *     that brings them
     * @param droppedNanos hears how much live sound was dropped, in ns of playing time
     */
    public record Surroundings(Clock clock, Executor readers, Executor callbacks, LongConsumer droppedNanos) {}

    public SessionSound(SoundSettings settings, Outlet outlet, Surroundings around) {
        this.settings = settings;
        this.around = around;
        this.turnstile = new Turnstile(around.callbacks());
        this.line = new SoundLine(settings, outlet, turnstile, around, this::flushTail);
        this.feed = new LiveFeed(settings);
    }

    /**
     * Plays bounded sound: read step by step, never whole into memory, contiguous, after what was played before. Under
     * automatic detection silence and {@code audioStreamEnd} follow; under manual detection it stands between activity
     * marks, unless the route has begun an activity, which it then joins.
     *
     * <p>{@code written} comes when the end was written. With {@code reply} the sound waits until no turn is open (T3)
     * and {@code replied} or {@code failed} ends the exchange; an early answer comes without {@code written}, and the
     * rest of the sound is still sent.
     *
     * @param in the sound; closed here in every case. It is read until it ends, and may take its time
     * @param format of raw sound; null if it has to be WAV. What begins as WAV is taken as WAV in either case
     * @param realtime whether at the speed of speech, else as fast as it can be written
     * @param reply whether the sender waits for the answer
     */
    public Pending play(
            InputStream in, @Nullable AudioFormat format, boolean realtime, boolean reply, Completion completion) {
        SoundReader reader = new SoundReader(in, format, settings);
        Play play = new Play(new Play.Wish(reader, realtime, reply, completion), settings, line, turnstile, around);
        turnstile.pass(() -> {
            if (closed != null) {
                play.refuse(closed);
            } else {
                flushPartial();
                line.play(play);
            }
        });
        return () -> turnstile.passAside(play::abandon);
    }

    /**
     * Sends live sound as it comes. {@code written} comes when the last chunk that this message made full was written,
     * at once when it made none, and also when it was dropped, which is told to {@link Surroundings#droppedNanos}.
     *
     * @param sound any number of bytes, may end inside a sample; not kept, but not to be changed before this returns
     * @param format what the bytes mean
     */
    public void live(byte[] sound, AudioFormat format, Completion completion) {
        turnstile.pass(() -> {
            Teller teller = new Teller(turnstile, completion, false);
            if (closed != null) {
                teller.failed(closed);
                return;
            }
            boolean held = feed.holdsPartial();
            List<SoundChunk> chunks = feed.take(sound, format, around.clock().nanoTime());
            if (chunks.isEmpty()) {
                teller.written();
            } else {
                line.live(chunks, teller);
            }
            awaitRest(!held || !chunks.isEmpty());
        });
    }

    /**
     * Begins an activity, manual detection only; the pre-roll goes out behind it.
     *
     * @param reply whether the sender waits for the answer: then the activity waits until no turn is open (T3), and
     *     sound waits with it
     */
    public Pending activityStart(boolean reply, Completion completion) {
        Start start = new Start(completion);
        Mark mark = new Mark(Input.Kind.ACTIVITY_START, reply, start, line, turnstile);
        turnstile.pass(() -> {
            if (refused(mark, !settings.manualActivity(), "activityStart")) {
                return;
            }
            flushTail();
            activity = start;
            if (line.mark(mark)) {
                boolean held = feed.holdsPartial();
                send(feed.activityStarts(around.clock().nanoTime()));
                awaitRest(!held);
            }
        });
        return () -> turnstile.passAside(() -> {
            mark.abandon();
            if (!mark.begun()) {
                neverBegan(start);
            }
        });
    }

    /** Ends an activity, manual detection only. */
    public void activityEnd(Completion completion) {
        Mark mark = new Mark(Input.Kind.ACTIVITY_END, false, completion, line, turnstile);
        turnstile.pass(() -> {
            if (refused(mark, !settings.manualActivity(), "activityEnd")) {
                return;
            }
            flushTail();
            feed.activityEnds();
            activity = null;
            line.mark(mark);
        });
    }

    /** Says that the microphone is off, automatic detection only; sound that comes later turns it on again. */
    public void streamEnd(Completion completion) {
        Mark mark = new Mark(Input.Kind.AUDIO_STREAM_END, false, completion, line, turnstile);
        turnstile.pass(() -> {
            if (refused(mark, settings.manualActivity(), "audioStreamEnd")) {
                return;
            }
            flushTail();
            line.mark(mark);
        });
    }

    /**
     * Ends everything: timers are cancelled, streams closed, and what waits fails. What was handed to the session
     * already hears from the session. May be called from the session's mailbox: no user code runs on this thread.
     */
    public void close() {
        close(new Failure(Failure.Code.SESSION_CLOSED, "Expected an open session but it was closed"));
    }

    /** As {@link #close()}, for this reason. */
    public void close(Failure failure) {
        turnstile.passAside(() -> {
            if (closed == null) {
                closed = failure;
                cancelFlush();
                line.close(failure);
            }
        });
    }

    private boolean refused(Mark mark, boolean wrongMode, String operation) {
        if (closed != null) {
            mark.refuse(closed);
        } else if (wrongMode) {
            mark.refuse(new Failure(
                    Failure.Code.BAD_INPUT,
                    "Expected option %s=%s for %s but it is %s"
                            .formatted(OPTION, settings.manualActivity(), operation, !settings.manualActivity())));
        }
        return closed != null || wrongMode;
    }

    /** The activity that a route wanted did not come about: sound is outside of one. */
    private void neverBegan(Start start) {
        if (activity == start) {
            activity = null;
            feed.activityEnds();
        }
    }

    // what waits for a chunk to be full

    private void send(List<SoundChunk> chunks) {
        if (!chunks.isEmpty()) {
            line.live(chunks, new Teller(turnstile, SoundLine.NOBODY, false));
        }
    }

    private void flushPartial() {
        if (feed.holdsPartial()) {
            send(List.of(feed.flushPartial()));
        }
    }

    private void flushTail() {
        send(feed.finish(around.clock().nanoTime()));
    }

    /**
     * Sees to it that a partial chunk waits no longer than {@code audioChunk}. The timer sleeps on when the chunk it was
     * set for has gone: most are full in time, and none of them costs a timer.
     */
    private void awaitRest(boolean began) {
        if (feed.holdsPartial()) {
            if (began) {
                partialSince = around.clock().nanoTime();
            }
            if (flushTimer == null) {
                wakeForRest();
            }
        }
    }

    private void wakeForRest() {
        long left =
                partialSince + settings.audioChunk().toNanos() - around.clock().nanoTime();
        flushTimer = around.clock().schedule(() -> turnstile.passAside(this::lookAtRest), left);
    }

    private void lookAtRest() {
        flushTimer = null;
        if (closed != null || !feed.holdsPartial()) {
            return;
        }
        if (partialSince + settings.audioChunk().toNanos() - around.clock().nanoTime() > 0) {
            wakeForRest();
        } else {
            flushPartial();
        }
    }

    private void cancelFlush() {
        if (flushTimer != null) {
            flushTimer.cancel();
            flushTimer = null;
        }
    }

    /** Hears of an activity's start before its sender does. */
    private final class Start implements Completion {

        private final Completion sender;

        Start(Completion sender) {
            this.sender = sender;
        }

        @Override
        public void written() {
            sender.written();
        }

        @Override
        public void replied(TurnSummary turn) {
            sender.replied(turn);
        }

        @Override
        public void failed(Failure failure) {
            turnstile.pass(() -> neverBegan(this));
            sender.failed(failure);
        }
    }
}
