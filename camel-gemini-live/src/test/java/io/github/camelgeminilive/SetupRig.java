package io.github.camelgeminilive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.emulator.wire.ClientMessage;
import io.github.camelgeminilive.emulator.wire.Entrance;
import io.github.camelgeminilive.emulator.wire.ModelProfile;
import io.github.camelgeminilive.emulator.wire.SetupCheck;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.session.ModelProfiles;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Setup messages from the options of a URI, without a connection, and what the emulator says of them. */
final class SetupRig implements AutoCloseable {

    /** Models that the emulator does not serve by itself, since they were shut down. */
    private static final Map<String, ModelProfile> MORE_MODELS = ModelProfile.RETIRED;

    private final DefaultCamelContext context = new DefaultCamelContext();

    /** The configuration that options of a URI make: {@code vertex} and {@code v1alpha} are said by {@code where}. */
    GeminiLiveConfiguration configuration(String where, String options) {
        String backEnd = switch (where) {
            case "vertex" -> "vertexAi=true&project=p&";
            case "v1alpha", "v2beta" -> "apiKey=k&apiVersion=" + where + "&";
            default -> "apiKey=k&";
        };
        return context.getEndpoint(
                        "gemini-live:bob?" + (backEnd + options).replaceFirst("&?(#function.*)?$", ""),
                        GeminiLiveEndpoint.class)
                .getConfiguration();
    }

    /** A setup that passed our checks. */
    CheckedSetup checked(String where, String options) {
        GeminiLiveConfiguration configuration = configuration(where, options);
        return CheckedSetup.of(configuration, BackEnd.of(configuration), declarations(options));
    }

    /** The same message, whatever our checks would say of it. */
    JsonNode unchecked(String where, String options) {
        GeminiLiveConfiguration configuration = configuration(where, options);
        SetupComposer composer = new SetupComposer(configuration, BackEnd.of(configuration), ModelProfiles.load());
        return json(composer.setup(declarations(options), true));
    }

    /** A function that a route would declare, when the row asks for one by its last word. */
    static List<Map<String, Object>> declarations(String options) {
        int at = options.indexOf("#function");
        if (at < 0) {
            return List.of();
        }
        String behavior = options.substring(at + "#function".length()).replace(":", "");
        return List.of(
                behavior.isEmpty()
                        ? Map.of("name", "lights", "description", "d")
                        : Map.of("name", "lights", "description", "d", "behavior", behavior));
    }

    static JsonNode json(Setup setup) {
        try {
            return new ObjectMapper().readTree(new JsonCodec().encode(setup)).path("setup");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** What the emulator closes the connection with, or null if it accepts the message. */
    static @Nullable String refusal(String where, JsonNode setup) {
        Entrance entrance = Entrance.of(
                where.equals("vertex")
                        ? "/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent"
                        : "/ws/google.ai.generativelanguage." + (where.equals("v1alpha") ? where : "v1beta")
                                + ".GenerativeService.BidiGenerateContent");
        String frame = new ObjectMapper().createObjectNode().set("setup", setup).toString();
        try {
            SetupCheck.check(ClientMessage.parse(frame, entrance).body(), entrance, MORE_MODELS);
            return null;
        } catch (ClientMessage.Refused refused) {
            return refused.refusal().reason();
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
