package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way out for a session's sound: live chunks, marks and bounded sound in the order in which they came. While
 * bounded sound is under way it has the floor and everything else waits. A caller's utterance takes the floor only when
 * the session lets it speak (T3); until then live sound goes on, because the turn it waits for may need that sound to
 * end.
 *
 * <p>Two queues. Live sound: beyond {@code audioBacklog} the oldest is dropped and told, but nothing of the newest
 * message, which a sender may make as long as he likes. Bounded sound and marks: {@code queueSize}, then refused.
 *
 * <p>Confined to the session's turnstile.
 */
final class SoundLine {

    /** Live chunks that may be on their way to the socket: enough to keep it busy, the rest can still be dropped. */
    private static final int MOST_IN_FLIGHT = 4;

    /** What waits in the line. */
    sealed interface Item permits Chunk, Mark, Entry {}

    /** The place of bounded sound. */
    private record Entry(Play play) implements Item {}

    private final SoundSettings settings;
    private final Outlet outlet;
    private final Turnstile turnstile;
    private final SessionSound.Surroundings around;
    private final SoundGap gap;
    private final long backlogNanos;

    private final Deque<Item> line = new ArrayDeque<>();
    private final Deque<Play> plays = new ArrayDeque<>();
    private @Nullable Play floor;
    private @Nullable Mark awaited;
    private int waitingMarks;
    private long waitingNanos;
    private int inFlight;
    private boolean activityOpen;

    /** {@code beforeEnd} is called before the end that a gap in sound brings: it may send what it holds back. */
    SoundLine(
            SoundSettings settings,
            Outlet outlet,
            Turnstile turnstile,
            SessionSound.Surroundings around,
            Runnable beforeEnd) {
        this.settings = settings;
        this.outlet = outlet;
        this.turnstile = turnstile;
        this.around = around;
        this.gap = new SoundGap(settings, around.clock(), turnstile, this::nothingOnItsWay, () -> {
            if (floor == null) {
                beforeEnd.run();
            }
            sendMark(Input.Kind.AUDIO_STREAM_END, NOBODY);
        });
        this.backlogNanos = settings.audioBacklog().toNanos();
    }

    // what comes

    /** Live chunks; their sender hears when the last of them was written. */
    void live(List<SoundChunk> chunks, Teller teller) {
        for (int i = 0; i < chunks.size(); i++) {
            SoundChunk sound = chunks.get(i);
            line.add(new Chunk(sound, teller, i == chunks.size() - 1));
            waitingNanos += sound.nanos();
        }
        pump();
        dropOldest(teller);
    }

    /** A mark; false and refused when too many wait. */
    boolean mark(Mark mark) {
        if (waitingMarks >= settings.queueSize()) {
            mark.refuse(full(waitingMarks, "marks"));
            return false;
        }
        line.add(mark);
        waitingMarks++;
        pump();
        return true;
    }

    /** Bounded sound; refused when too much waits. */
    void play(Play play) {
        // the one that has the floor does not wait
        if (plays.size() > settings.queueSize()) {
            play.refuse(full(plays.size() - 1, "pieces of sound"));
            return;
        }
        plays.add(play);
        if (plays.size() == 1) {
            startNext();
        }
    }

    private static Failure full(int waiting, String what) {
        return new Failure(
                Failure.Code.QUEUE_FULL,
                "Expected room for one more but %d %s wait already (option sendQueueSize)".formatted(waiting, what));
    }

    private void startNext() {
        Play next = plays.peek();
        if (next != null && next.reply()) {
            next.prepare();
        } else if (next != null) {
            line.add(new Entry(next));
        }
        pump();
    }

    // what goes

    private void pump() {
        while (floor == null && awaited == null && !line.isEmpty()) {
            Item head = line.element();
            if (head instanceof Chunk && inFlight >= MOST_IN_FLIGHT) {
                return;
            }
            line.remove();
            if (head instanceof Chunk chunk) {
                waitingNanos -= chunk.sound.nanos();
                inFlight++;
                sendSound(Input.Kind.LIVE_AUDIO, chunk.sound, chunk);
            } else if (head instanceof Mark mark) {
                waitingMarks--;
                awaited = mark.reply() ? mark : null;
                noteMark(mark.kind(), mark.reply());
                mark.send(outlet);
            } else if (head instanceof Entry entry) {
                floor = entry.play();
                entry.play().prepare();
            }
        }
    }

    private void dropOldest(Teller newest) {
        long droppedNanos = 0;
        Iterator<Item> oldest = line.iterator();
        while (waitingNanos > backlogNanos && oldest.hasNext()) {
            if (oldest.next() instanceof Chunk chunk && chunk.message != newest) {
                oldest.remove();
                waitingNanos -= chunk.sound.nanos();
                droppedNanos += chunk.sound.nanos();
                chunk.done();
            }
        }
        if (droppedNanos > 0) {
            LongConsumer told = around.droppedNanos();
            long nanos = droppedNanos;
            turnstile.afterwards(() -> told.accept(nanos));
        }
    }

    void sendSound(Input.Kind kind, SoundChunk chunk, Completion completion) {
        gap.sound();
        outlet.send(kind, new ClientMessage.RealtimeAudio(chunk.pcm(), chunk.rate()), false, completion);
    }

    /** Sends a mark of bounded sound, past the line. */
    void sendMark(Input.Kind kind, Completion completion) {
        noteMark(kind, false);
        outlet.send(kind, Mark.message(kind), false, completion);
    }

    /** Tells the session, and not the server, that speech is over: silence follows. */
    void tellSpeechEnd() {
        outlet.send(Input.Kind.SPEECH_END, null, false, NOBODY);
    }

    /** Asks the session to let a caller's utterance begin; its completion hears when. */
    long sendOpening(Completion completion) {
        return settings.manualActivity()
                ? outlet.send(Input.Kind.ACTIVITY_START, new ClientMessage.ActivityStart(), true, completion)
                : outlet.send(Input.Kind.UTTERANCE, null, true, completion);
    }

    /** What a mark means; one that waits for its turn means nothing before it was written. */
    private void noteMark(Input.Kind kind, boolean later) {
        if (kind == Input.Kind.ACTIVITY_START && !later) {
            activityOpen = true;
        } else if (kind == Input.Kind.ACTIVITY_END) {
            activityOpen = false;
        } else if (kind == Input.Kind.AUDIO_STREAM_END) {
            gap.ended();
        }
    }

    // what becomes of it

    void written(Mark mark) {
        if (awaited == mark) {
            noteMark(mark.kind(), false);
            awaited = null;
            pump();
        }
    }

    void failed(Mark mark) {
        if (awaited == mark) {
            awaited = null;
            pump();
        } else if (mark.kind() == Input.Kind.ACTIVITY_START && !mark.reply()) {
            activityOpen = false;
        }
    }

    /** Takes a mark back; false if it is on its way. */
    boolean withdraw(Mark mark) {
        boolean waited = line.remove(mark);
        waitingMarks -= waited ? 1 : 0;
        return waited;
    }

    void abandonReply(long inputId) {
        outlet.abandonReply(inputId);
    }

    /** Bounded sound was written; live chunks hear it themselves. */
    void soundWritten() {
        gap.written();
    }

    boolean activityOpen() {
        return activityOpen;
    }

    /** The session lets a caller's utterance speak. */
    void takeFloor(Play play) {
        floor = play;
        activityOpen = settings.manualActivity();
    }

    /** Everything of a piece of bounded sound was sent, or nothing more will be. */
    void over(Play play) {
        boolean first = plays.peek() == play;
        plays.remove(play);
        if (floor == play) {
            floor = null;
        }
        if (first) {
            line.removeIf(item -> item instanceof Entry entry && entry.play() == play);
            startNext();
        }
    }

    private boolean nothingOnItsWay() {
        return inFlight == 0 && line.isEmpty() && awaited == null && (floor == null || floor.stalled());
    }

    /** Ends everything that was not handed to the session; what was, the session tells. */
    void close(Failure failure) {
        gap.ended();
        for (Item item : line) {
            if (item instanceof Chunk chunk) {
                chunk.message.failed(failure);
            } else if (item instanceof Mark mark) {
                mark.refuse(failure);
            }
        }
        line.clear();
        awaited = null;
        for (Play play : List.copyOf(plays)) {
            play.close(failure);
        }
        plays.clear();
    }

    /** For what we send of our own accord. */
    static final Completion NOBODY = new Completion() {
        @Override
        public void written() {}

        @Override
        public void failed(Failure failure) {}
    };

    /** A chunk of live sound; hears when it was written. */
    final class Chunk implements Item, Completion {

        private final SoundChunk sound;
        private final Teller message;
        private final boolean last;

        Chunk(SoundChunk sound, Teller message, boolean last) {
            this.sound = sound;
            this.message = message;
            this.last = last;
        }

        private void done() {
            if (last) {
                message.written();
            }
        }

        @Override
        public void written() {
            turnstile.pass(() -> {
                done();
                landed();
            });
        }

        @Override
        public void failed(Failure failure) {
            turnstile.pass(() -> {
                message.failed(failure);
                landed();
            });
        }

        private void landed() {
            inFlight--;
            gap.written();
            pump();
        }
    }
}
