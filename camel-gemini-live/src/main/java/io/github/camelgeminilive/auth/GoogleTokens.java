package io.github.camelgeminilive.auth;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by Google's auth library, the only class that knows it. A token is at most {@value #MAX_AGE_SECONDS} s old
 * when it is given away, so that it outlives the connection by far, and many connects at once cost one fetch. Where the
 * credentials were refused they are read anew, in case somebody has put others there.
 *
 * <p>Thread-safe: asked one call at a time by {@link SharedTokens}, and guarded all the same.
 */
public final class GoogleTokens implements TokenSource {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final int MAX_AGE_SECONDS = 60;
    private static final long MAX_AGE_NANOS = MAX_AGE_SECONDS * 1_000_000_000L;

    /** The error of RFC 6749, section 5.2: a word from a list, and no more of the answer than that. */
    private static final Pattern OAUTH_ERROR = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,40})\"");

    private final String origin;
    private final Callable<GoogleCredentials> reader;
    private final LongSupplier nanoTime;
    private @Nullable GoogleCredentials credentials;
    private long fetchedAt;

    private GoogleTokens(String origin, Callable<GoogleCredentials> reader, LongSupplier nanoTime) {
        this.origin = origin;
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    /** A source of bytes that can be opened again. */
    @FunctionalInterface
    public interface KeyFile {
        InputStream open() throws IOException;
    }

    /** Application default credentials: a file that the environment names, gcloud's, or the machine's own account. */
    public static TokenSource applicationDefault(LongSupplier nanoTime) {
        return new GoogleTokens("application default credentials", GoogleCredentials::getApplicationDefault, nanoTime);
    }

    /** A service account's key file, read at the first fetch. */
    public static TokenSource serviceAccount(KeyFile file, LongSupplier nanoTime) {
        return new GoogleTokens(
                "the service account key (option serviceAccountKey)",
                () -> {
                    try (InputStream in = file.open()) {
                        return ServiceAccountCredentials.fromStream(in);
                    }
                },
                nanoTime);
    }

    @Override
    public synchronized AccessToken token() throws NoTokenException {
        GoogleCredentials used = read();
        try {
            long now = nanoTime.getAsLong();
            if (used.getAccessToken() == null || now - fetchedAt > MAX_AGE_NANOS) {
                used.refresh();
                fetchedAt = now;
            } else {
                used.refreshIfExpired();
            }
        } catch (IOException | RuntimeException e) {
            NoTokenException told = refused(e);
            if (!told.retryable()) {
                credentials = null;
            }
            throw told;
        }
        return new AccessToken(used.getAccessToken().getTokenValue(), used.getQuotaProjectId());
    }

    private GoogleCredentials read() throws NoTokenException {
        GoogleCredentials known = credentials;
        if (known == null) {
            try {
                // it would try again with waits of its own; ours are those of every connection
                known = reader.call().createScoped(SCOPE).createWithCustomRetryStrategy(false);
            } catch (Exception e) {
                // of a key that can't be parsed the library says what is missing; the cause may quote the file
                boolean missing = e instanceof FileNotFoundException;
                throw new NoTokenException(
                        "expected to read " + origin + " but " + (missing ? "the file can't be found" : firstLine(e)),
                        false,
                        null);
            }
            credentials = known;
        }
        return known;
    }

    private NoTokenException refused(Exception e) {
        HttpResponseException answer = find(e, HttpResponseException.class);
        if (answer != null) {
            int status = answer.getStatusCode();
            Matcher error = OAUTH_ERROR.matcher(answer.getContent() == null ? "" : answer.getContent());
            return new NoTokenException(
                    "the token server answered " + origin + " with HTTP status " + status
                            + (error.find() ? " " + error.group(1) : ""),
                    status == 408 || status == 429 || status >= 500,
                    null);
        }
        // without an answer of the server it is the network, unless the library knows better
        boolean hopeful = e instanceof Retryable known ? known.isRetryable() : e instanceof IOException;
        return new NoTokenException(
                "expected an access token by " + origin + " but there is none: " + innermost(e), hopeful, null);
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static String innermost(Throwable e) {
        Throwable at = e;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getClass().getSimpleName() + (at.getMessage() == null ? "" : " (" + at.getMessage() + ")");
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
