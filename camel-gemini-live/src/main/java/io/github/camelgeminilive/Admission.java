package io.github.camelgeminilive;

import io.github.camelgeminilive.auth.GoogleTokens;
import io.github.camelgeminilive.auth.NoTokenException;
import io.github.camelgeminilive.auth.SharedTokens;
import io.github.camelgeminilive.auth.TokenSource;
import io.github.camelgeminilive.auth.TokenSource.AccessToken;
import io.github.camelgeminilive.session.ConnectPlan.NotReady;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * What an agent shows at the door: the headers with its credentials (protocol section 1.2), fresh for each connection.
 * Lives as long as the agent's frozen settings.
 *
 * <p>Thread-safe; prints no credential.
 */
final class Admission {

    private static final String LIBRARY = "com.google.auth:google-auth-library-oauth2-http";

    private final Supplier<CompletionStage<Map<String, String>>> headers;

    private Admission(Supplier<CompletionStage<Map<String, String>>> headers) {
        this.headers = headers;
    }

    /** The headers, perhaps later; fails with {@link NotReady}. Returns at once. */
    CompletionStage<Map<String, String>> headers() {
        return headers.get();
    }

    /**
     * The credentials that the options name.
     *
     * @param worker fetches access tokens
     * @param nanoTime a monotonic clock
     * @throws IllegalArgumentException when they can't work
     */
    static Admission of(
            BackEnd backEnd, GeminiLiveConfiguration c, CamelContext context, Executor worker, LongSupplier nanoTime) {
        String key = c.getApiKey();
        return switch (backEnd.kind()) {
            case DEVELOPER, EXPRESS -> always(key == null ? Map.of() : Map.of("x-goog-api-key", key));
            case TOKEN -> always(Map.of("Authorization", "Token " + key));
            case VERTEX -> {
                String quotaProject = c.getQuotaProject();
                String fixed = c.getAccessToken();
                if (fixed != null) {
                    yield always(bearer(new AccessToken(fixed, null), quotaProject));
                }
                SharedTokens tokens = new SharedTokens(source(c, context, nanoTime), worker);
                yield new Admission(() -> tokens.token().handle((token, problem) -> {
                    if (token == null) {
                        throw new CompletionException(notReady(Objects.requireNonNull(problem)));
                    }
                    return bearer(token, quotaProject);
                }));
            }
        };
    }

    private static Admission always(Map<String, String> headers) {
        return new Admission(() -> CompletableFuture.completedFuture(headers));
    }

    private static Map<String, String> bearer(AccessToken token, @Nullable String quotaProject) {
        String billed = quotaProject != null ? quotaProject : token.quotaProject();
        String authorization = "Bearer " + token.value();
        return billed == null
                ? Map.of("Authorization", authorization)
                : Map.of("Authorization", authorization, "x-goog-user-project", billed);
    }

    private static TokenSource source(GeminiLiveConfiguration c, CamelContext context, LongSupplier nanoTime) {
        GeminiLiveCredentials own = c.getCredentials();
        if (own != null) {
            return () -> ownToken(own);
        }
        String key = c.getServiceAccountKey();
        if (key != null && key.stripLeading().startsWith("{")) {
            throw new IllegalArgumentException(
                    "Option serviceAccountKey: expected a resource such as file:key.json but it"
                            + " is a key itself, which would be shown wherever the URI is printed");
        }
        try {
            if (key == null) {
                return GoogleTokens.applicationDefault(nanoTime);
            }
            String resource = key.startsWith("resource:") ? key.substring("resource:".length()) : key;
            return GoogleTokens.serviceAccount(
                    () -> ResourceHelper.resolveMandatoryResourceAsInputStream(context, resource), nanoTime);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "Option " + (key == null ? "project" : "serviceAccountKey") + ": expected Google's auth library on"
                            + " the class path for access tokens but it is not there: add " + LIBRARY
                            + ", or give accessToken or credentials",
                    e);
        }
    }

    private static AccessToken ownToken(GeminiLiveCredentials own) throws NoTokenException {
        String token;
        try {
            token = own.accessToken();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoTokenException("the wait for an access token was interrupted", true, e);
        } catch (Exception e) {
            throw new NoTokenException(
                    "option credentials gave no access token: " + e.getMessage(), e instanceof IOException, e);
        }
        if (token == null || token.isBlank()) {
            throw new NoTokenException("option credentials gave no access token but an empty text", false, null);
        }
        return new AccessToken(token, null);
    }

    private static NotReady notReady(Throwable problem) {
        Throwable e =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (e instanceof NoTokenException none) {
            return new NotReady(String.valueOf(none.getMessage()), none.retryable(), none.getCause());
        }
        return new NotReady("no access token: " + e, false, e);
    }
}
