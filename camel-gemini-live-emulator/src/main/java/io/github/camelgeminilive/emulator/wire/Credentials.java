package io.github.camelgeminilive.emulator.wire;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials open the door (protocol section 1.2). Immutable, thread-safe; prints no credential.
 */
public final class Credentials {
    private static final String TOKEN_PREFIX = "auth_tokens/";

    private final Set<String> accepted;

    /** @param accepted the keys and tokens that are good; empty means that any is */
    public Credentials(Set<String> accepted) {
        this.accepted = Set.copyOf(accepted);
    }

    /** The ephemeral token that a caller shows; null for none. */
    public static @Nullable String token(
            Function<String, @Nullable String> header, Function<String, @Nullable String> query) {
        return first(authorization(header.apply("Authorization"), "token "), query.apply("access_token"));
    }

    /**
     * Returns null for a caller that may come in.
     *
     * @param header gives the value of a header of the upgrade request
     * @param query gives the value of a parameter of its URL
     */
    public @Nullable Refusal check(
            Entrance entrance, Function<String, @Nullable String> header, Function<String, @Nullable String> query) {
        String key = first(header.apply("x-goog-api-key"), query.apply("key"));
        String bearer = authorization(header.apply("Authorization"), "bearer ");
        String token = token(header, query);
        if (entrance.vertex()) {
            return known(first(bearer, first(token, key)));
        }
        if (entrance.constrained()) {
            return token != null && token.startsWith(TOKEN_PREFIX) ? known(token) : Refusal.UNREGISTERED_CALLER;
        }
        if (key != null && key.startsWith(TOKEN_PREFIX)) {
            return Refusal.UNREGISTERED_CALLER;
        }
        return known(key);
    }

    private @Nullable Refusal known(@Nullable String credential) {
        if (credential == null) {
            return Refusal.UNREGISTERED_CALLER;
        }
        return accepted.isEmpty() || accepted.contains(credential) ? null : Refusal.API_KEY_NOT_VALID;
    }

    private static @Nullable String authorization(@Nullable String value, String scheme) {
        return value != null && value.toLowerCase(Locale.ROOT).startsWith(scheme)
                ? first(value.substring(scheme.length()).trim(), null)
                : null;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null && !one.isBlank() ? one : other != null && !other.isBlank() ? other : null;
    }

    @Override
    public String toString() {
        return accepted.isEmpty() ? "any credential" : accepted.size() + " credentials";
    }
}
