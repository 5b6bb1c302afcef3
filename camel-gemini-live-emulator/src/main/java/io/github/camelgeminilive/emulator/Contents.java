package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.Setup;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the contents of clientContent and realtimeInput (protocol sections 2.13, 2.14, 8). Thread-safe. */
final class Contents {
    private static final Pattern RATE = Pattern.compile("(?i)rate\\s*=\\s*(\\d{1,6})");
    private static final int DEFAULT_RATE = 16_000;

    private Contents() {}

    static @Nullable Refusal check(JsonNode body, Setup setup, boolean modelSpoke) {
        if (setup.profile().has(HISTORY_ONLY_AT_START) && modelSpoke) {
            return Refusal.INVALID_ARGUMENT;
        }
        for (JsonNode turn : body.path("turns")) {
            String role = turn.path("role").asText("user");
            boolean known = role.isEmpty() || role.equals("user") || role.equals("model");
            if (!known && !(role.equals("system") && setup.entrance().vertex())) {
                return Refusal.INVALID_ARGUMENT;
            }
            for (JsonNode part : turn.path("parts")) {
                boolean function = part.has("functionCall") || part.has("functionResponse");
                boolean audio = isAudio(part.path("inlineData"));
                if ((function || audio) && !setup.profile().has(RICH_HISTORY)) {
                    return Refusal.INVALID_ARGUMENT;
                }
            }
        }
        return null;
    }

    static @Nullable Refusal checkRealtime(JsonNode body, boolean manual) {
        boolean marks = body.has("activityStart") || body.has("activityEnd");
        if (marks && !manual || body.has("audioStreamEnd") && manual) {
            return Refusal.INVALID_ARGUMENT;
        }
        boolean noAudio = body.has("audio") && !isAudio(body.path("audio"));
        boolean noImage =
                body.has("video") && !body.at("/video/mimeType").asText().startsWith("image/");
        return noAudio || noImage ? Refusal.INVALID_ARGUMENT : null;
    }

    /** The text of all user turns, a line each. */
    static String userText(JsonNode body) {
        StringBuilder text = new StringBuilder();
        for (JsonNode turn : body.path("turns")) {
            if (turn.path("role").asText("user").equals("model")) {
                continue;
            }
            for (JsonNode part : turn.path("parts")) {
                if (part.has("text")) {
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(part.path("text").asText());
                }
            }
        }
        return text.toString();
    }

    static boolean isAudio(JsonNode blob) {
        return blob.path("mimeType").asText().startsWith("audio/");
    }

    /** The sound in a blob of PCM; null when it cannot be read. Both base64 alphabets are taken (section 1.5). */
    static @Nullable Sound sound(JsonNode blob) {
        Matcher rate = RATE.matcher(blob.path("mimeType").asText());
        try {
            byte[] pcm = Base64.getDecoder()
                    .decode(blob.path("data").asText().replace('-', '+').replace('_', '/'));
            return Sound.ofPcm(pcm, rate.find() ? Integer.parseInt(rate.group(1)) : DEFAULT_RATE);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Refusal unknownMessage(String name) {
        return new Refusal(1007, "Invalid JSON payload received. Unknown name \"" + name + "\": Cannot find field.");
    }
}
