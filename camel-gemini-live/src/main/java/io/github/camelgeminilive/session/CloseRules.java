package io.github.camelgeminilive.session;

import io.github.camelgeminilive.session.Failure.Code;
import io.github.camelgeminilive.transport.CloseReason;
import java.util.List;
import java.util.Locale;

/**
 * What the end of a connection means (protocol section 5): whether another connection may help, and if not, what the
 * user has to mend. Rules are tried in order; texts are matched in part and without case, since the server cuts them.
 */
public final class CloseRules {

    /**
     * One rule.
     *
     * @param code close code or HTTP status; 0 for any
     * @param text part of the reason in the server's own words, empty for any
     */
    private record Rule(int code, String text, Code meaning) {
        boolean matches(CloseReason reason) {
            boolean said =
                    reason.kind() == CloseReason.Kind.CLOSED_BY_PEER || reason.kind() == CloseReason.Kind.REFUSED;
            return said
                    && (code == 0 || code == reason.code())
                    && reason.text().toLowerCase(Locale.ROOT).contains(text);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(0, "api key", Code.FIX_CREDENTIALS),
            new Rule(0, "unregistered callers", Code.FIX_CREDENTIALS),
            new Rule(0, "token has been used", Code.FIX_CREDENTIALS),
            new Rule(0, "new_session_expire_time", Code.FIX_CREDENTIALS),
            new Rule(401, "", Code.FIX_CREDENTIALS),
            new Rule(403, "", Code.FIX_CREDENTIALS),
            new Rule(1009, "", Code.FIX_CONFIGURATION),
            new Rule(0, "quota", Code.WAIT_AND_RETRY),
            new Rule(0, "resource_exhausted", Code.WAIT_AND_RETRY),
            new Rule(0, "overloaded", Code.WAIT_AND_RETRY),
            new Rule(0, "is not found", Code.FIX_CONFIGURATION),
            new Rule(0, "was not found or", Code.FIX_CONFIGURATION),
            new Rule(0, "invalid json payload", Code.FIX_CONFIGURATION),
            new Rule(0, "user location is not supported", Code.FIX_CONFIGURATION),
            new Rule(0, "cannot extract voices", Code.FIX_CONFIGURATION),
            new Rule(0, "thinking level must be", Code.FIX_CONFIGURATION),
            new Rule(0, "scheduling is not supported", Code.FIX_CONFIGURATION));

    private CloseRules() {}

    /**
     * What the end of a connection means.
     *
     * @param beforeSetup whether setupComplete had not come: then a close is an error of the setup unless it is one of
     *     those that any moment can bring
     */
    public static Code meaning(CloseReason reason, boolean beforeSetup) {
        for (Rule rule : RULES) {
            if (rule.matches(reason)) {
                return rule.meaning();
            }
        }
        return switch (reason.kind()) {
            case UNREACHABLE, LOST, CLOSED_BY_US -> Code.CONNECTION_LOST;
            case NO_CREDENTIALS -> Code.FIX_CREDENTIALS;
            case TOO_LARGE -> Code.FIX_CONFIGURATION;
            case REFUSED -> retryableStatus(reason.code()) ? Code.WAIT_AND_RETRY : Code.FIX_CONFIGURATION;
            case CLOSED_BY_PEER ->
                beforeSetup && !anyMoment(reason.code()) ? Code.FIX_CONFIGURATION : Code.CONNECTION_LOST;
        };
    }

    /** The end of a session whose connection ended so, in words: expected, found, what to do. */
    static Failure failure(Code meaning, CloseReason reason, int connection, SessionSettings settings) {
        String what = "Expected a conversation with model " + settings.model() + " but connection " + connection
                + " ended: " + reason;
        String hint = switch (meaning) {
            case FIX_CREDENTIALS -> "; " + settings.credentialsHint();
            case FIX_CONFIGURATION -> "; check the model and the setup options";
            default -> "; gave up after " + settings.reconnectTimeout().toMillis() + " ms (option reconnectTimeout)";
        };
        return new Failure(meaning, what + hint, reason.cause());
    }

    private static boolean retryableStatus(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private static boolean anyMoment(int code) {
        // a code below 1000 is a status in a message of the server (protocol section 3.1)
        return code == 1001
                || code == 1006
                || code == 1011
                || code == 1012
                || code == 1013
                || code < 1000 && retryableStatus(code);
    }
}
