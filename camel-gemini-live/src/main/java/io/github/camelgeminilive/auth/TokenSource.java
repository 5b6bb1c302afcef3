package io.github.camelgeminilive.auth;

import org.jspecify.annotations.Nullable;

/**
 * Gives access tokens. May block: it is asked on a worker, one call at a time.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface TokenSource {

    /**
     * A token that opens a connection now.
     *
     * @throws NoTokenException when there is none, with what to do about it
     */
    AccessToken token() throws NoTokenException;

    /**
     * A token.
     *
     * @param value the secret
     * @param quotaProject the project that the credentials name as the one to be billed, or null
     */
    record AccessToken(String value, @Nullable String quotaProject) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "AccessToken";
        }
    }
}
