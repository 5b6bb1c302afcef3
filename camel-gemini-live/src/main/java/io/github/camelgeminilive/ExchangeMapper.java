package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.session.Disconnection;
import io.github.camelgeminilive.session.Interruption;
import io.github.camelgeminilive.session.LiveEvent;
import io.github.camelgeminilive.session.Sound;
import io.github.camelgeminilive.session.TurnSummary;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Fills messages: events into exchanges of event routes, turns into replies. The table in the manual says the same.
 *
 * <p>Thread-safe: stateless.
 */
final class ExchangeMapper {

    private ExchangeMapper() {}

    /** One event: headers that all have, then the body and what its kind adds. */
    static void event(Message message, String agent, String sessionId, LiveEvent event) {
        message.setHeader(GeminiLiveConstants.AGENT, agent);
        message.setHeader(GeminiLiveConstants.SESSION_ID, sessionId);
        message.setHeader(GeminiLiveConstants.EVENT, event.kind().name());
        message.setHeader(GeminiLiveConstants.CONNECTION, event.connection());
        if (event.turn() > 0) {
            message.setHeader(GeminiLiveConstants.TURN, event.turn());
        }
        if (event.late()) {
            message.setHeader(GeminiLiveConstants.LATE, true);
        }
        message.setBody(body(message, event.body()));
    }

    private static @Nullable Object body(Message message, @Nullable Object body) {
        if (body instanceof Sound sound) {
            message.setHeader(GeminiLiveConstants.MIME_TYPE, sound.mimeType());
            if (sound.sampleRate() > 0) {
                message.setHeader(GeminiLiveConstants.SAMPLE_RATE, sound.sampleRate());
            }
            return sound.data();
        }
        if (body instanceof Transcription piece) {
            message.setHeader(GeminiLiveConstants.TRANSCRIPTION, piece);
            return piece.text();
        }
        if (body instanceof TurnSummary turn) {
            turn(message, turn);
        } else if (body instanceof FunctionCall call) {
            message.setHeader(GeminiLiveConstants.TOOL_NAME, call.name());
            message.setHeader(GeminiLiveConstants.TOOL_CALL_ID, call.id());
        } else if (body instanceof UsageMetadata usage) {
            tokens(message, usage);
        } else if (body instanceof Interruption) {
            message.setHeader(GeminiLiveConstants.INTERRUPTED, true);
        } else if (body instanceof Disconnection disconnection) {
            message.setHeader(GeminiLiveConstants.CLOSE_CODE, disconnection.code());
        } else if (body instanceof GoAway goAway) {
            return goAway.timeLeft();
        }
        return body;
    }

    /** The facts of a turn that is over. */
    static void turn(Message message, TurnSummary turn) {
        message.setHeader(GeminiLiveConstants.TURN, turn.turn());
        message.setHeader(GeminiLiveConstants.FINISH_REASON, turn.ended().name());
        message.setHeader(GeminiLiveConstants.INTERRUPTED, turn.interrupted());
        if (turn.reason() != null) {
            message.setHeader(GeminiLiveConstants.TURN_COMPLETE_REASON, turn.reason());
        }
        UsageMetadata usage = turn.usage();
        if (usage != null) {
            tokens(message, usage);
        }
    }

    private static void tokens(Message message, UsageMetadata usage) {
        message.setHeader(GeminiLiveConstants.INPUT_TOKENS, usage.promptTokenCount());
        message.setHeader(GeminiLiveConstants.OUTPUT_TOKENS, usage.responseTokenCount());
        message.setHeader(GeminiLiveConstants.TOTAL_TOKENS, usage.totalTokenCount());
    }
}
