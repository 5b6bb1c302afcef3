package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.AuthTokenJson;
import io.github.camelgeminilive.session.CloseRules;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.HttpCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes ephemeral tokens for browsers and phones, with the agent's setup locked in (protocol section 7).
 *
 * @param uses sessions that a token can open
 * @param life how long its sessions may last
 * @param start how long it can open sessions
 * @param lock the option tokenLock
 *
 * <p>Immutable, thread-safe.
 */
record TokenMint(int uses, Duration life, Duration start, String lock) {

    /** What the service allows (protocol section 7.1), not reached. */
    private static final Duration LONGEST = Duration.ofHours(20);

    /** A server's words are told to this length. */
    private static final int MAX_TEXT = 300;

    /**
     * A token.
     *
     * @param name the secret
     * @param expires when its sessions end
     * @param startBefore when it opens no more
     */
    record Minted(String name, Instant expires, Instant startBefore) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "token until " + expires;
        }
    }

    /**
     * As an endpoint's options say.
     *
     * @throws IllegalArgumentException when one can't be
     */
    static TokenMint of(GeminiLiveConfiguration c) {
        if (c.getTokenUses() < 0) {
            throw new IllegalArgumentException(
                    "Option tokenUses: expected 0 (any number) or more but was " + c.getTokenUses());
        }
        Duration life = time("tokenExpireTime", c.getTokenExpireTime());
        Duration start = time("tokenNewSessionExpireTime", c.getTokenNewSessionExpireTime());
        return new TokenMint(c.getTokenUses(), life, start.compareTo(life) < 0 ? start : life, c.getTokenLock());
    }

    private static Duration time(String option, long millis) {
        Duration time = Duration.ofMillis(millis);
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST) >= 0) {
            throw new IllegalArgumentException(
                    "Option " + option + ": expected from 1 s to less than 20 h but was " + millis + " ms");
        }
        return time;
    }

    /**
     * Makes one; fails with {@link GeminiLiveException}. Returns at once.
     *
     * @param http sends a request
     * @param now the wall clock
     */
    CompletionStage<Minted> mint(AgentPlan plan, Function<HttpCall, CompletionStage<HttpCall.Answer>> http, Instant now)
            throws GeminiLiveException {
        BackEnd backEnd = plan.backEnd();
        if (backEnd.kind() != BackEnd.Kind.DEVELOPER) {
            throw new GeminiLiveException(new Failure(
                    Failure.Code.FIX_CONFIGURATION,
                    "Operation createToken: expected an agent of the Gemini Developer API with an apiKey, which alone can"
                            + " make ephemeral tokens, but it is one of " + backEnd.kind()));
        }
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = second.plus(life);
        Instant startBefore = second.plus(start);
        TokenLock locked = TokenLock.of(
                lock, plan.session(SessionOverrides.NONE).setup(false).fields(), backEnd.version());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("uses", uses);
        body.put("expireTime", expires.toString());
        body.put("newSessionExpireTime", startBefore.toString());
        if (locked.setup() != null && locked.mask() != null) {
            body.put("bidiGenerateContentSetup", locked.setup());
            body.put("fieldMask", locked.mask());
        }
        String json = AuthTokenJson.request(body);
        Duration timeout = Duration.ofMillis(plan.configuration().getConnectTimeout());
        return plan.admission()
                .headers()
                .thenCompose(headers -> http.apply(new HttpCall(backEnd.tokens(), headers, json, timeout)))
                .handle((answer, problem) -> {
                    if (answer == null) {
                        throw new CompletionException(unanswered(problem));
                    }
                    String name = answer.status() == 200 ? AuthTokenJson.name(answer.body()) : null;
                    if (name == null) {
                        throw new CompletionException(refused(answer, plan));
                    }
                    return new Minted(name, expires, startBefore);
                });
    }

    private static GeminiLiveException unanswered(@Nullable Throwable problem) {
        Throwable e =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        String text = "Expected an ephemeral token but the service could not be asked: "
                + (e == null ? "no answer" : e.getMessage());
        return new GeminiLiveException(new Failure(Failure.Code.CONNECTION_LOST, text, e));
    }

    private static GeminiLiveException refused(HttpCall.Answer answer, AgentPlan plan) {
        String said = AuthTokenJson.errorMessage(answer.body());
        String key = plan.configuration().getApiKey();
        String text = said == null ? "" : key == null ? said : said.replace(key, "...");
        if (answer.status() == 200) {
            return new GeminiLiveException(new Failure(
                    Failure.Code.REPORT_BUG, "Expected the name of an ephemeral token but the answer holds none"));
        }
        Failure.Code code =
                CloseRules.meaning(new CloseReason(CloseReason.Kind.REFUSED, answer.status(), text, null), true);
        String hint = switch (code) {
            case FIX_CREDENTIALS -> "; " + plan.backEnd().credentialsHint();
            case FIX_CONFIGURATION -> "; check the setup options, apiVersion and tokenLock";
            default -> "";
        };
        return new GeminiLiveException(new Failure(
                code,
                "Expected an ephemeral token but the service answered with HTTP status " + answer.status()
                        + (text.isEmpty() ? "" : " " + text.substring(0, Math.min(text.length(), MAX_TEXT))) + hint));
    }
}
