package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Failure;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Turns exceptions of ours into failures. */
final class Failures {

    private Failures() {}

    /** Tells a consumer's exception handler of a session's failure, with an exchange so that bridging works. */
    static void tell(DefaultConsumer consumer, String agent, String sessionId, GeminiLiveException failure) {
        Exchange exchange = consumer.createExchange(false);
        exchange.getMessage().setHeader(GeminiLiveConstants.AGENT, agent);
        exchange.getMessage().setHeader(GeminiLiveConstants.SESSION_ID, sessionId);
        consumer.getExceptionHandler()
                .handleException(
                        failure.getCode() == Failure.Code.CONNECTION_LOST ? "Connection lost" : "Session failed",
                        exchange,
                        failure);
        consumer.releaseExchange(exchange, false);
    }

    /** What a stage failed with, as an exchange takes it. */
    static Exception unwrapped(@Nullable Throwable problem) {
        Throwable e =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return e instanceof Exception exception ? exception : new IllegalStateException("Expected a result", e);
    }

    /** What an exception means; one that is not ours is a mistake in the configuration. */
    static Failure of(Exception e) {
        if (e instanceof GeminiLiveException live) {
            return new Failure(live.getCode(), String.valueOf(live.getMessage()), live.getCause());
        }
        return new Failure(Failure.Code.FIX_CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
}
