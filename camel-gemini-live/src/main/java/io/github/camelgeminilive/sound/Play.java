package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.WavFormatException;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.TurnSummary;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Bounded sound on its way: a file, a stream. Reads a chunk on the readers' executor, sends it, waits on the clock, reads
 * the next; then the end that the way of detection asks for. Reads the first chunk before anything is sent, so that what
 * is no sound disturbs no conversation. Lives until its stream is closed, and hears of the answer longer than that.
 *
 * <pre>
 * WAITING -> PREPARING (first chunk) -> OPENING (only who waits for an answer) -> PLAYING -> OVER
 * </pre>
 *
 * <p>Its state is confined to the session's turnstile; only the reader is used outside, by one task at a time.
 */
final class Play {

    private enum Stage {
        WAITING,
        PREPARING,
        OPENING,
        PLAYING,
        OVER
    }

    private final SoundSettings settings;
    private final SoundReader reader;
    private final boolean realtime;
    private final boolean reply;
    private final Teller teller;
    private final SoundLine line;
    private final Turnstile turnstile;
    private final SessionSound.Surroundings around;
    private final Pace pace;

    private Stage stage = Stage.WAITING;
    private @Nullable SoundChunk first;
    private int rate = SoundSettings.NATIVE_RATE;
    private boolean reading;
    private long silenceBytes = -1;
    private boolean ownMarks = true;
    private boolean abandonedOpening;
    private long openingId;
    private Clock.@Nullable Cancellable timer;

    /**
     * What a route wants to be heard.
     *
     * @param reader gives its chunks
     * @param realtime whether at the speed of speech
     * @param reply whether the sender waits for the answer
     */
    record Wish(SoundReader reader, boolean realtime, boolean reply, Completion completion) {}

    Play(Wish wish, SoundSettings settings, SoundLine line, Turnstile turnstile, SessionSound.Surroundings around) {
        this.settings = settings;
        this.reader = wish.reader();
        this.realtime = wish.realtime();
        this.reply = wish.reply();
        this.teller = new Teller(turnstile, wish.completion(), wish.reply());
        this.line = line;
        this.turnstile = turnstile;
        this.around = around;
        this.pace = new Pace();
    }

    boolean reply() {
        return reply;
    }

    /** Whether nothing comes because the stream itself has paused; an utterance is not ended for that. */
    boolean stalled() {
        return reading && !reply;
    }

    /** Its turn has come: makes the first chunk ready. */
    void prepare() {
        stage = Stage.PREPARING;
        read();
    }

    /** There is no room for it. */
    void refuse(Failure failure) {
        stage = Stage.OVER;
        closeReader();
        teller.failed(failure);
    }

    // reading

    private void read() {
        reading = true;
        try {
            around.readers().execute(this::readOne);
        } catch (RejectedExecutionException e) {
            Failure failure = new Failure(
                    Failure.Code.QUEUE_FULL,
                    "Expected a thread to read the sound with but all are busy (thread pool of the stream readers)",
                    e);
            turnstile.pass(() -> hasRead(null, failure));
        }
    }

    /** On a reader's thread, outside the turnstile. */
    private void readOne() {
        SoundChunk chunk;
        try {
            chunk = reader.next();
        } catch (WavFormatException | IllegalArgumentException e) {
            unreadable(String.valueOf(e.getMessage()), e);
            return;
        } catch (IOException | RuntimeException e) {
            unreadable("Expected to read the sound to its end but failed: " + e.getMessage(), e);
            return;
        } catch (Error e) {
            // a stream whose class is broken must not leave its sender, and all sound behind it, waiting for ever
            unreadable("Expected to read the sound to its end but failed: " + e, e);
            throw e;
        }
        turnstile.pass(() -> hasRead(chunk, null));
    }

    private void unreadable(String message, Throwable cause) {
        Failure failure = new Failure(Failure.Code.BAD_INPUT, message, cause);
        turnstile.pass(() -> hasRead(null, failure));
    }

    private void hasRead(@Nullable SoundChunk chunk, @Nullable Failure problem) {
        reading = false;
        if (stage == Stage.OVER) {
            return;
        }
        if (problem != null) {
            endEarly();
            end(problem);
        } else if (stage == Stage.PREPARING) {
            open(chunk);
        } else if (chunk != null) {
            send(chunk);
        } else {
            closeReader();
            if (!settings.manualActivity()) {
                line.tellSpeechEnd();
            }
            silenceBytes =
                    settings.manualActivity() ? 0 : AudioFormat.s16leMono(rate).bytesFor(settings.silenceAfter());
            step();
        }
    }

    // sending

    private void open(@Nullable SoundChunk chunk) {
        if (chunk == null) {
            end(new Failure(
                    Failure.Code.BAD_INPUT,
                    "Expected sound but there was none; a stream that was read before is empty (stream caching)"));
        } else if (!reply) {
            ownMarks = !line.activityOpen();
            if (settings.manualActivity() && ownMarks) {
                line.sendMark(Input.Kind.ACTIVITY_START, new Step() {});
            }
            stage = Stage.PLAYING;
            send(chunk);
        } else if (line.activityOpen()) {
            end(new Failure(
                    Failure.Code.BAD_INPUT,
                    "Expected activityEnd before sound that waits for its answer but an activity is open"));
        } else {
            first = chunk;
            stage = Stage.OPENING;
            openingId = line.sendOpening(new Opening());
        }
    }

    private void opened() {
        SoundChunk chunk = first;
        first = null;
        if (stage == Stage.OPENING && chunk != null) {
            line.takeFloor(this);
            stage = Stage.PLAYING;
            send(chunk);
        } else if (abandonedOpening) {
            // the session was faster than the caller's patience: what was opened has to be ended
            abandonedOpening = false;
            line.sendMark(endMark(), SoundLine.NOBODY);
        }
    }

    private void send(SoundChunk chunk) {
        rate = chunk.rate();
        pace.sent(chunk, around.clock().nanoTime());
        line.sendSound(Input.Kind.PACED_AUDIO, chunk, new Step() {
            @Override
            public void written() {
                turnstile.pass(Play.this::chunkWritten);
            }
        });
    }

    private void chunkWritten() {
        if (stage != Stage.PLAYING) {
            return;
        }
        line.soundWritten();
        long wait =
                realtime && silenceBytes != 0 ? pace.waitNanos(around.clock().nanoTime()) : 0;
        if (wait == 0) {
            step();
        } else {
            timer = around.clock().schedule(() -> turnstile.passAside(this::step), wait);
        }
    }

    private void step() {
        timer = null;
        if (stage != Stage.PLAYING) {
            return;
        }
        if (silenceBytes < 0) {
            read();
        } else if (silenceBytes > 0) {
            long chunk = AudioFormat.s16leMono(rate).bytesFor(settings.audioChunk());
            byte[] silence = new byte[(int) Math.min(chunk, silenceBytes)];
            silenceBytes -= silence.length;
            send(new SoundChunk(silence, rate));
        } else {
            finish();
        }
    }

    /** All sound was written. */
    private void finish() {
        stage = Stage.OVER;
        if (settings.manualActivity() && !ownMarks) {
            teller.written();
        } else {
            line.sendMark(endMark(), new Step() {
                @Override
                public void written() {
                    turnstile.pass(teller::written);
                }

                @Override
                public void failed(Failure failure) {
                    turnstile.pass(() -> teller.failed(failure));
                }
            });
        }
        line.over(this);
    }

    private Input.Kind endMark() {
        return settings.manualActivity() ? Input.Kind.ACTIVITY_END : Input.Kind.AUDIO_STREAM_END;
    }

    // other ends

    /** Ends for the server what was begun, although not all of it comes. */
    private void endEarly() {
        if (stage == Stage.PLAYING && (ownMarks || !settings.manualActivity())) {
            line.sendMark(endMark(), SoundLine.NOBODY);
        }
    }

    private void end(Failure failure) {
        stop();
        teller.failed(failure);
        line.over(this);
    }

    private void stop() {
        if (reply && (stage == Stage.OPENING || stage == Stage.PLAYING) && !teller.over()) {
            line.abandonReply(openingId);
        }
        stage = Stage.OVER;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        closeReader();
    }

    /** The session refused something: nothing of it can be ended there any more. */
    private void refused(Failure failure) {
        if (stage == Stage.OVER) {
            teller.failed(failure);
        } else {
            end(failure);
        }
    }

    void abandon() {
        if (stage != Stage.OVER) {
            abandonedOpening = stage == Stage.OPENING;
            endEarly();
            stop();
            teller.hush();
            line.over(this);
        } else if (!teller.over()) {
            teller.hush();
            if (reply) {
                line.abandonReply(openingId);
            }
        }
    }

    void close(Failure failure) {
        stop();
        teller.failed(failure);
    }

    private void closeReader() {
        turnstile.afterwards(reader::close);
    }

    /** Hears of something that is sent: by default only that it failed. */
    private abstract class Step implements Completion {
        @Override
        public void written() {}

        @Override
        public void failed(Failure failure) {
            turnstile.pass(() -> refused(failure));
        }
    }

    /** Hears that the utterance may begin, and of its answer, which may come before all of it was sent. */
    private final class Opening extends Step {
        @Override
        public void written() {
            turnstile.pass(Play.this::opened);
        }

        @Override
        public void replied(TurnSummary turn) {
            turnstile.pass(() -> teller.replied(turn));
        }
    }
}
