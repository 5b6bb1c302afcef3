package io.github.camelgeminilive;

/**
 * Where access tokens for Vertex AI come from when neither a service account key nor application default credentials
 * will do: a bean of the application's own, given as {@code credentials=#bean:name}. With credentials of Google's auth
 * library it is
 *
 * <pre>{@code
 * GeminiLiveCredentials credentials = () -> {
 *     google.refreshIfExpired();
 *     return google.getAccessToken().getTokenValue();
 * };
 * }</pre>
 *
 * <p>Must be thread-safe.
 */
@FunctionalInterface
public interface GeminiLiveCredentials {

    /**
     * An OAuth access token that opens a connection now. Asked before each connection, on a worker, and once for all
     * connections that wait for it; it may block for less than {@code connectTimeout}.
     *
     * @throws Exception when there is none: a {@link java.io.IOException} is tried again, anything else ends the
     *     session. The message is told and must hold no secret
     */
    String accessToken() throws Exception;
}
