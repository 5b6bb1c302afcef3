package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.TokenRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ephemeral tokens that were made (protocol section 7). Lives as long as the emulator.
 * Thread-safe; prints no token.
 */
final class Tokens {
    private final EmulatedTime time;
    private final Map<String, Token> made = new HashMap<>(); // guarded by this

    Tokens(EmulatedTime time) {
        this.time = time;
    }

    Instant now() {
        return time.now();
    }

    /** Makes a token and gives its name, which is the credential. */
    synchronized String make(TokenRequest request) {
        String name = "auth_tokens/" + UUID.randomUUID().toString().replace("-", "");
        made.put(name, new Token(request));
        return name;
    }

    /** Null for a token that was not made here. */
    synchronized @Nullable Token find(String name) {
        return made.get(name);
    }

    /** One token. Thread-safe. */
    final class Token {
        private final TokenRequest request;
        private int used; // guarded by the tokens

        private Token(TokenRequest request) {
            this.request = request;
        }

        JsonNode applyTo(JsonNode setup) {
            return request.applyTo(setup);
        }

        /** Returns why no new conversation may begin, or null and counts it. A resume asks {@link #expired} only. */
        @Nullable
        Refusal begin() {
            synchronized (Tokens.this) {
                Refusal expired = expired();
                if (expired != null) {
                    return expired;
                }
                if (now().isAfter(request.newSessionExpireTime())) {
                    return Refusal.TOKEN_TOO_OLD;
                }
                if (request.uses() > 0 && used >= request.uses()) {
                    return Refusal.TOKEN_USED_UP;
                }
                used++;
                return null;
            }
        }

        /** Returns why nothing more is taken under this token, or null. */
        @Nullable
        Refusal expired() {
            return now().isAfter(request.expireTime()) ? Refusal.DEADLINE : null;
        }

        @Override
        public String toString() {
            return request.toString();
        }
    }
}
