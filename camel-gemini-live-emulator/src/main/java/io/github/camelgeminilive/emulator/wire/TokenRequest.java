package io.github.camelgeminilive.emulator.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ephemeral token is to allow (protocol section 7.1). Immutable, thread-safe.
 *
 * @param uses how many conversations may begin with it; 0 for any number
 * @param setup the fields it fixes, in camelCase; null for none
 * @param mask which fields are fixed; empty for the whole setup, or for none when there is no setup
 */
public record TokenRequest(
        int uses,
        Instant expireTime,
        Instant newSessionExpireTime,
        @Nullable JsonNode setup,
        SetupMask mask) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("uses", "expireTime", "newSessionExpireTime", "bidiGenerateContentSetup", "fieldMask");

    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofHours(20);

    /**
     * Reads the body of the request that makes a token.
     *
     * @throws ClientMessage.Refused with the text of the service
     */
    public static TokenRequest parse(String body, Entrance entrance, Instant now) throws ClientMessage.Refused {
        JsonNode request = tree(body);
        int uses = 1;
        Instant expire = now.plus(LIFE);
        Instant start = now.plus(TIME_TO_START);
        JsonNode setup = null;
        SetupMask mask = SetupMask.parse("", entrance);
        for (Map.Entry<String, JsonNode> entry : request.properties()) {
            String name = ClientMessage.camel(entry.getKey());
            JsonNode value = entry.getValue();
            if (!FIELDS.contains(name)) {
                throw new ClientMessage.Refused(Refusal.unknownName(entry.getKey(), "auth_token"));
            }
            if (value.isNull()) {
                continue;
            }
            switch (name) {
                case "uses" -> uses = uses(value);
                case "expireTime" -> expire = time(value, "expire_time", now);
                case "newSessionExpireTime" -> start = time(value, "new_session_expire_time", now);
                case "fieldMask" -> mask = SetupMask.parse(text(value, "field_mask", "TYPE_STRING"), entrance);
                default ->
                    setup = ClientMessage.message("Setup", value, "auth_token.bidi_generate_content_setup", entrance);
            }
        }
        if (setup != null && !mask.isEmpty() && !mask.covers(setup)) {
            throw new ClientMessage.Refused(Refusal.NOT_IN_MASK);
        }
        return new TokenRequest(uses, expire, start, setup, mask);
    }

    /**
     * The setup that counts when a client sends its own (section 7.2). The model stays the client's where the token
     * names none, and a token that fixes everything but names no modality means TEXT.
     */
    public JsonNode applyTo(JsonNode client) {
        if (setup == null && mask.isEmpty()) {
            return client;
        }
        JsonNode fixed = setup == null ? JSON.createObjectNode() : setup;
        ObjectNode locked = mask.isEmpty() ? fixed.deepCopy() : mask.lock(client, fixed);
        if (!locked.has("model") && client.has("model")) {
            locked.set("model", client.get("model"));
        }
        if (mask.isEmpty() && locked.at("/generationConfig/responseModalities").isEmpty()) {
            locked.withObject("/generationConfig")
                    .putArray("responseModalities")
                    .add("TEXT");
        }
        return locked;
    }

    @Override
    public String toString() {
        String locked = setup == null && mask.isEmpty() ? "free" : mask.isEmpty() ? "all locked" : "locked " + mask;
        return "token for " + (uses == 0 ? "any number of" : uses) + " conversations, " + locked;
    }

    private static JsonNode tree(String body) throws ClientMessage.Refused {
        try {
            JsonNode tree = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            // told below, as every body that is no object
        }
        throw new ClientMessage.Refused(Refusal.unparsable());
    }

    private static int uses(JsonNode value) throws ClientMessage.Refused {
        if (!value.isInt() || value.asInt() < 0) {
            throw new ClientMessage.Refused(Refusal.invalidValue("auth_token.uses", "TYPE_INT32", value.toString()));
        }
        return value.asInt();
    }

    private static Instant time(JsonNode value, String name, Instant now) throws ClientMessage.Refused {
        Instant time;
        try {
            time = OffsetDateTime.parse(text(value, name, "type.googleapis.com/google.protobuf.Timestamp"))
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new ClientMessage.Refused(Refusal.invalidValue(
                    "auth_token." + name, "type.googleapis.com/google.protobuf.Timestamp", value.toString()));
        }
        if (!time.isAfter(now) || !time.isBefore(now.plus(LONGEST))) {
            throw new ClientMessage.Refused(Refusal.INVALID_ARGUMENT);
        }
        return time;
    }

    private static String text(JsonNode value, String name, String type) throws ClientMessage.Refused {
        if (!value.isTextual()) {
            throw new ClientMessage.Refused(Refusal.invalidValue("auth_token." + name, type, value.toString()));
        }
        return value.asText();
    }
}
