package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with places for what functions answered: {@code {{get_weather.output.tempC}}} is a field of that function's
 * last response, {@code {{response.status}}} one of the last response of all. Immutable, thread-safe.
 */
public record Template(String text) {
    /** Stands where the answer has no such field. */
    public static final String MISSING = "(no such field)";

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([\\w.:-]+?)((?:\\.[\\w-]+)*)\\s*}}");

    /** @param responses gives the response object of a function by its name, {@code response} for the last one */
    public String fill(Function<String, @Nullable JsonNode> responses) {
        if (!text.contains("{{")) {
            return text;
        }
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1) + place.group(2), responses)));
    }

    private static String value(String path, Function<String, @Nullable JsonNode> responses) {
        // A function's name may hold dots itself, so the longest name that answers wins.
        for (int dot = path.length(); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            JsonNode response = responses.apply(path.substring(0, dot));
            if (response != null) {
                String pointer = path.substring(dot).replace('.', '/');
                JsonNode node = response.at(pointer);
                return node.isMissingNode() ? MISSING : node.isValueNode() ? node.asText() : node.toString();
            }
        }
        return MISSING;
    }
}
