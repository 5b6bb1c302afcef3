package io.github.camelgeminilive.emulator.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The door through which a client came: which back end, version and method its path names (protocol section 1.1).
 *
 * @param version {@code v1beta}, {@code v1alpha}, {@code v1} or {@code v1beta1}
 * @param constrained true for the method that takes ephemeral tokens
 */
public record Entrance(BackEnd backEnd, String version, boolean constrained) {
    /**
     * A proxy's prefix may stand in front, as clients keep it from their base URL. Version v1 is what Google's JavaScript
     * SDK 3.1.0 asks for by itself; the protocol document knows v1beta and v1alpha only, and whether the service has Live
     * under v1 was not tried. Fields are taken there as under v1beta.
     */
    private static final Pattern DEVELOPER =
            Pattern.compile("(?:/.*)?/ws/google\\.ai\\.generativelanguage\\.(v1beta|v1alpha|v1)\\.GenerativeService"
                    + "\\.BidiGenerateContent(Constrained)?");

    private static final Pattern VERTEX = Pattern.compile(
            "(?:/.*)?/ws/google\\.cloud\\.aiplatform\\.(v1|v1beta1)\\.LlmBidiService/BidiGenerateContent");

    /** Returns null when the path is none of the service's. */
    public static @Nullable Entrance of(String path) {
        // Java's SDK writes an empty segment when its base URL ends with a slash.
        String clean = path.replaceAll("/{2,}", "/");
        Matcher developer = DEVELOPER.matcher(clean);
        if (developer.matches()) {
            return new Entrance(BackEnd.DEVELOPER_API, developer.group(1), developer.group(2) != null);
        }
        Matcher vertex = VERTEX.matcher(clean);
        return vertex.matches() ? new Entrance(BackEnd.VERTEX, vertex.group(1), false) : null;
    }

    public boolean vertex() {
        return backEnd == BackEnd.VERTEX;
    }

    public boolean alpha() {
        return version.equals("v1alpha");
    }

    @Override
    public String toString() {
        return (vertex() ? "Vertex " : "Developer API ") + version + (constrained ? " constrained" : "");
    }
}
