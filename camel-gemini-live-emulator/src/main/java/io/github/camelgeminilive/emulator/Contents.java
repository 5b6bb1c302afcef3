package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.Setup;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the contents of clientContent and realtimeInput (protocol sections 2.13, 2.14, 8). Thread-safe. */
final class Contents {
    private static final Pattern RATE = Pattern.compile("(?i)rate\\s*=\\s*(\\d{1,6})");
    private static final int DEFAULT_RATE = 16_000;

    private Contents() {}

    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/webp");

    /** @param late whether the initial history is over: the model has spoken, or the history was closed */
    static @Nullable Refusal check(JsonNode body, Setup setup, boolean late) {
        boolean never = setup.profile().has(CONTINUOUS);
        boolean seedEndsWithModel = setup.profile().has(SEED_ENDS_WITH_USER)
                && body.path("turnComplete").asBoolean()
                && lastRole(body).equals("model");
        if (never || seedEndsWithModel || setup.profile().has(HISTORY_ONLY_AT_START) && late) {
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
                if (audio && rate(part.path("inlineData")) != DEFAULT_RATE) {
                    return Refusal.NOT_IMPLEMENTED; // as 24 kHz was seen to be (section 2.13)
                }
            }
        }
        return null;
    }

    private static String lastRole(JsonNode body) {
        JsonNode turns = body.path("turns");
        return turns.path(turns.size() - 1).path("role").asText();
    }

    static @Nullable Refusal checkRealtime(JsonNode body, Setup setup) {
        boolean manual = setup.vad().manual();
        if (setup.profile().has(CONTINUOUS) && (body.has("text") || body.has("video"))) {
            return Refusal.INVALID_ARGUMENT; // these models hear and do nothing else
        }
        boolean marks = body.has("activityStart") || body.has("activityEnd");
        if (marks && !manual || body.has("audioStreamEnd") && manual) {
            return Refusal.INVALID_ARGUMENT;
        }
        boolean noAudio = body.has("audio") && !isAudio(body.path("audio"));
        boolean noImage = body.has("video") && !isPicture(body.path("video"));
        return noAudio || noImage ? Refusal.INVALID_ARGUMENT : null;
    }

    /** The text of all user turns, a line each. */
    static String userText(JsonNode body) {
        return text(body, Set.of("user", ""));
    }

    /** The text of all turns of the conversation, a line each. */
    static String allText(JsonNode body) {
        return text(body, Set.of("user", "model", ""));
    }

    private static String text(JsonNode body, Set<String> roles) {
        StringBuilder text = new StringBuilder();
        for (JsonNode turn : body.path("turns")) {
            if (!roles.contains(turn.path("role").asText())) {
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

    /** The text of the instruction in a contextUpdate, a part each line. */
    static String instructionText(JsonNode body) {
        StringBuilder text = new StringBuilder();
        body.at("/systemInstruction/parts")
                .forEach(part -> text.append(part.path("text").asText()).append('\n'));
        return text.toString();
    }

    /** What a realtimeInput holds of sound, or a picture in the old raw form. */
    static JsonNode blob(JsonNode body) {
        return body.has("audio") ? body.path("audio") : body.path("mediaChunks").path(0);
    }

    static boolean isAudio(JsonNode blob) {
        return blob.path("mimeType").asText().startsWith("audio/");
    }

    static boolean isPicture(JsonNode blob) {
        return PICTURES.contains(blob.path("mimeType").asText());
    }

    private static int rate(JsonNode blob) {
        Matcher rate = RATE.matcher(blob.path("mimeType").asText());
        return rate.find() ? Integer.parseInt(rate.group(1)) : DEFAULT_RATE;
    }

    /** The sound in a blob of PCM; null when it cannot be read. Both base64 alphabets are taken (section 1.5). */
    static @Nullable Sound sound(JsonNode blob) {
        try {
            byte[] pcm = Base64.getDecoder()
                    .decode(blob.path("data").asText().replace('-', '+').replace('_', '/'));
            return Sound.ofPcm(pcm, rate(blob));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Refusal unknownMessage(String name) {
        return new Refusal(1007, "Invalid JSON payload received. Unknown name \"" + name + "\": Cannot find field.");
    }
}
