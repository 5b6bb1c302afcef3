package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.Asker;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Sound;
import io.github.camelgeminilive.session.TurnSummary;
import io.github.camelgeminilive.sound.OutputFormat;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that waits for its input to be written or, as a request, for the whole answer. Done exactly once, whoever
 * comes first: the write, the answer, a failure or the time-out.
 *
 * <p>Thread-safe. The exchange is not touched any more once it is done: a pool may have given it to somebody else.
 */
final class PendingExchange implements Completion {

    private final Exchange exchange;
    private final Asker asker;
    private final AsyncCallback callback;
    private final String sessionId;
    private final @Nullable GeminiLiveReplyMode reply;
    private final OutputFormat soundFormat;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicReference<Clock.@Nullable Cancellable> alarm = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> onTimeout = new AtomicReference<>();
    private volatile boolean late;
    private volatile @Nullable Runnable onWritten;
    private volatile long messageId;

    /**
     * Holds an exchange.
     *
     * @param reply what the exchange gets back; null when it does not wait for an answer
     * @param soundFormat form of a reply of sound
     */
    PendingExchange(
            Exchange exchange,
            AsyncCallback callback,
            String sessionId,
            @Nullable GeminiLiveReplyMode reply,
            OutputFormat soundFormat) {
        this.exchange = exchange;
        this.asker = Asking.of(exchange);
        this.callback = callback;
        this.sessionId = sessionId;
        this.reply = reply;
        this.soundFormat = soundFormat;
    }

    /** The exchange as the one that asks. */
    Asker asker() {
        return asker;
    }

    boolean wantsReply() {
        return reply != null;
    }

    /** What to do when time runs out, or has run out, besides failing the exchange: take the request back. */
    void onTimeout(Runnable task) {
        onTimeout.set(task);
        if (late) {
            takeBack();
        }
    }

    private void takeBack() {
        Runnable task = onTimeout.getAndSet(null);
        if (task != null) {
            task.run();
        }
    }

    /** Fails the exchange if nothing else ends it in time. */
    void timeOut(long millis, String option, Clock clock, Executor executor) {
        alarm.set(clock.schedule(() -> executor.execute(() -> timedOut(millis, option)), millis * 1_000_000));
        if (done.get()) {
            cancelAlarm();
        }
    }

    private void timedOut(long millis, String option) {
        if (done.compareAndSet(false, true)) {
            late = true;
            takeBack();
            exchange.setException(new ExchangeTimedOutException(exchange, millis, "option " + option));
            callback.done(false);
        }
    }

    /** What to do first when the input was written. */
    void onWritten(Runnable task) {
        onWritten = task;
    }

    boolean isDone() {
        return done.get();
    }

    @Override
    public void accepted(long inputId) {
        messageId = inputId;
    }

    @Override
    public void written() {
        if (reply == null && done.compareAndSet(false, true)) {
            Runnable first = onWritten;
            if (first != null) {
                first.run();
            }
            setMessageId();
            finish();
        }
    }

    @Override
    public void replied(TurnSummary turn) {
        GeminiLiveReplyMode mode = reply;
        if (mode != null && done.compareAndSet(false, true)) {
            Message message = exchange.getMessage();
            message.setHeader(GeminiLiveConstants.SESSION_ID, sessionId);
            setMessageId();
            ExchangeMapper.turn(message, turn);
            answer(message, mode, turn);
            finish();
        }
    }

    private void answer(Message message, GeminiLiveReplyMode mode, TurnSummary turn) {
        switch (mode) {
            case text -> message.setBody(LiveReply.said(turn));
            case full -> message.setBody(LiveReply.of(turn));
            case audio -> {
                Sound sound = soundFormat.whole(turn.sound(), turn.sampleRate());
                message.setHeader(GeminiLiveConstants.MIME_TYPE, sound.mimeType());
                message.setHeader(GeminiLiveConstants.SAMPLE_RATE, sound.sampleRate());
                message.setBody(sound.data());
            }
        }
    }

    @Override
    public void failed(Failure failure) {
        failed(new GeminiLiveException(failure));
    }

    void failed(Exception e) {
        if (done.compareAndSet(false, true)) {
            exchange.setException(e);
            finish();
        }
    }

    private void setMessageId() {
        if (messageId != 0) {
            exchange.getMessage().setHeader(GeminiLiveConstants.MESSAGE_ID, String.valueOf(messageId));
        }
    }

    private void finish() {
        cancelAlarm();
        callback.done(false);
    }

    /** Takes {@link #timeOut} back. */
    void cancelAlarm() {
        Clock.Cancellable set = alarm.getAndSet(null);
        if (set != null) {
            set.cancel();
        }
    }
}
