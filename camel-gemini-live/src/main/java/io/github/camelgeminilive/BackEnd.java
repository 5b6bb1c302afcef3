package io.github.camelgeminilive;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service that an agent talks to: its addresses, how it names models, and which options belong to it (protocol
 * sections 1.1 to 1.3). Made from the options, which are checked against each other.
 *
 * <p>Immutable, thread-safe.
 */
final class BackEnd {

    /** What opens the door. */
    enum Kind {
        /** Gemini Developer API with an API key. */
        DEVELOPER("the Gemini Developer API"),
        /** Gemini Developer API with an ephemeral token. */
        TOKEN("the Gemini Developer API with an ephemeral token"),
        /** Vertex AI with OAuth. */
        VERTEX("Vertex AI"),
        /** Vertex AI with an API key. */
        EXPRESS("Vertex AI in express mode");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        boolean vertex() {
            return this == VERTEX || this == EXPRESS;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static final String TOKEN_PREFIX = "auth_tokens/";
    private static final String DEVELOPER_HOST = new GeminiLiveConfiguration().getHost();
    private static final String VERTEX_DOMAIN = "aiplatform.googleapis.com";
    private static final String GLOBAL = "global";

    private static final List<String> DEVELOPER_VERSIONS = List.of("v1beta", "v1alpha");
    private static final List<String> VERTEX_VERSIONS = List.of("v1beta1", "v1");

    private static final Pattern LOCATION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]*");
    private static final Pattern VERSION = Pattern.compile("v[0-9]+[a-z0-9]*");

    private final Kind kind;
    private final @Nullable String project;
    private final String location;
    private final String version;
    private final URI base;

    private BackEnd(Kind kind, @Nullable String project, String location, String version, URI base) {
        this.kind = kind;
        this.project = project;
        this.location = location;
        this.version = version;
        this.base = base;
    }

    /**
     * The back end that the options name.
     *
     * @throws IllegalArgumentException when they contradict each other or one is missing
     */
    static BackEnd of(GeminiLiveConfiguration c) {
        Kind kind = kind(c);
        String location = Objects.requireNonNullElse(c.getLocation(), GLOBAL);
        matching("project", c.getProject(), PROJECT, "the id of a Google Cloud project");
        matching("location", location, LOCATION, "global, us, eu or a region such as europe-west4");
        if (kind == Kind.DEVELOPER && c.getApiKey() == null && googles(c.getHost())) {
            throw new IllegalArgumentException(
                    "Option apiKey: expected an API key of the Gemini Developer API but there is none;"
                            + " for Vertex AI set vertexAi=true and project");
        }
        String host = kind.vertex() && DEVELOPER_HOST.equals(c.getHost())
                ? "wss://" + vertexHost(kind, location)
                : c.getHost();
        URI base = base(host, c.isAllowInsecure());
        return new BackEnd(kind, c.getProject(), location, version(kind, c.getApiVersion()), base);
    }

    private static Kind kind(GeminiLiveConfiguration c) {
        List<String> oauth = given(c, false);
        String key = c.getApiKey();
        boolean vertex = c.isVertexAi() || c.getProject() != null;
        boolean token = key != null && key.startsWith(TOKEN_PREFIX);
        if (!vertex) {
            List<String> odd = given(c, true);
            if (!odd.isEmpty()) {
                throw new IllegalArgumentException("Option " + odd.get(0)
                        + ": expected vertexAi=true or a project beside it, since only Vertex AI has it");
            }
            return token ? Kind.TOKEN : Kind.DEVELOPER;
        }
        if (token) {
            throw new IllegalArgumentException("Options apiKey and " + (c.isVertexAi() ? "vertexAi" : "project")
                    + " exclude each other here: the apiKey is an ephemeral token (auth_tokens/...), and those are for"
                    + " the Gemini Developer API only");
        }
        if (key != null) {
            List<String> others = new ArrayList<>(given(c, true));
            if (c.getProject() != null) {
                others.add(0, "project");
            }
            if (!others.isEmpty()) {
                throw new IllegalArgumentException("Options apiKey and " + others.get(0)
                        + " exclude each other: an API key on Vertex AI means express mode, which knows no "
                        + others.get(0));
            }
            return Kind.EXPRESS;
        }
        if (oauth.size() > 1) {
            throw new IllegalArgumentException("Options " + oauth.get(0) + " and " + oauth.get(1)
                    + " exclude each other: both say where the access token comes from");
        }
        if (c.getProject() == null) {
            throw new IllegalArgumentException("Option project: expected the Google Cloud project for Vertex AI but"
                    + " there is none (with an apiKey, which is express mode, none is needed)");
        }
        return Kind.VERTEX;
    }

    /** Options that only Vertex AI has: those about the access token, or all of them. */
    private static List<String> given(GeminiLiveConfiguration c, boolean all) {
        List<String> given = new ArrayList<>();
        if (c.getAccessToken() != null) {
            given.add("accessToken");
        }
        if (c.getServiceAccountKey() != null) {
            given.add("serviceAccountKey");
        }
        if (c.getCredentials() != null) {
            given.add("credentials");
        }
        if (all && c.getLocation() != null) {
            given.add("location");
        }
        if (all && c.getQuotaProject() != null) {
            given.add("quotaProject");
        }
        return given;
    }

    private static void matching(String option, @Nullable String value, Pattern allowed, String expected) {
        if (value != null && !allowed.matcher(value).matches()) {
            throw new IllegalArgumentException("Option " + option + ": expected " + expected + " but was " + value);
        }
    }

    private static String version(Kind kind, @Nullable String given) {
        List<String> known = kind.vertex() ? VERTEX_VERSIONS : DEVELOPER_VERSIONS;
        List<String> theOthers = kind.vertex() ? DEVELOPER_VERSIONS : VERTEX_VERSIONS;
        if (given == null) {
            return known.get(0);
        }
        if (theOthers.contains(given) || !VERSION.matcher(given).matches()) {
            throw new IllegalArgumentException(
                    "Option apiVersion: expected " + String.join(" or ", known) + " for " + kind + " but was " + given);
        }
        return given;
    }

    private static String vertexHost(Kind kind, String location) {
        if (kind == Kind.EXPRESS || location.equals(GLOBAL)) {
            return VERTEX_DOMAIN;
        }
        return switch (location) {
            case "us", "eu" -> "aiplatform." + location + ".rep.googleapis.com";
            default -> location + "-" + VERTEX_DOMAIN;
        };
    }

    private static boolean googles(String host) {
        String name = host.replaceFirst("^[a-z]+://", "").replaceFirst("[/:].*$", "");
        return DEVELOPER_HOST.endsWith("//" + name.toLowerCase(Locale.ROOT));
    }

    private static URI base(String host, boolean allowInsecure) {
        String text = host.contains("://") ? host : "wss://" + host;
        URI base;
        try {
            base = URI.create(text.replaceFirst("^http", "ws").replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            // its text repeats what was given, which can hold a secret
            throw new IllegalArgumentException(expectedHost(text));
        }
        if (base.getHost() == null
                || !("wss".equals(base.getScheme()) || "ws".equals(base.getScheme()))
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException(expectedHost(text));
        }
        if ("ws".equals(base.getScheme()) && !allowInsecure && !loopback(base.getHost())) {
            throw new IllegalArgumentException("Option host: expected wss: for " + base.getHost()
                    + ", since ws: would show the credentials to the network; allowInsecure=true permits it");
        }
        return base;
    }

    /** Without what people put behind a question mark or before an at sign: secrets. */
    private static String expectedHost(String host) {
        String shown = host.replaceFirst("//.*@", "//...@").replaceFirst("[?#].*$", "?...");
        return "Option host: expected wss://host or ws://host, with a port and a path where needed, but was " + shown;
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    Kind kind() {
        return kind;
    }

    /** Where sessions are held. */
    URI live() {
        String path = switch (kind) {
            case DEVELOPER -> "google.ai.generativelanguage." + version + ".GenerativeService.BidiGenerateContent";
            case TOKEN ->
                "google.ai.generativelanguage." + version + ".GenerativeService.BidiGenerateContentConstrained";
            case VERTEX, EXPRESS -> "google.cloud.aiplatform." + version + ".LlmBidiService/BidiGenerateContent";
        };
        return URI.create(base + "/ws/" + path);
    }

    /** Where ephemeral tokens are made; only the Developer API makes them. */
    URI tokens() {
        return URI.create(base.toString().replaceFirst("^ws", "http") + "/" + version + "/auth_tokens");
    }

    String version() {
        return version;
    }

    /** A model as the back end wants it. */
    String modelName(String model) {
        if (model.isBlank() || model.contains("..") || model.contains("?") || model.contains("&")) {
            throw new IllegalArgumentException(
                    "Option model: expected a name without '..', '?' and '&' but was " + model);
        }
        if (!kind.vertex()) {
            return model.startsWith("models/") || model.startsWith("tunedModels/") ? model : "models/" + model;
        }
        String name = model;
        if (!model.startsWith("publishers/") && !model.startsWith("projects/") && !model.startsWith("models/")) {
            int slash = model.indexOf('/');
            name = slash < 0
                    ? "publishers/google/models/" + model
                    : "publishers/" + model.substring(0, slash) + "/models/" + model.substring(slash + 1);
        }
        return kind == Kind.VERTEX && name.startsWith("publishers/")
                ? "projects/" + project + "/locations/" + location + "/" + name
                : name;
    }

    /** What to do when the server does not let us in: 401, 403 and close texts about keys. */
    String credentialsHint() {
        return switch (kind) {
            case DEVELOPER -> "check the option apiKey, and what the key is allowed to call";
            case TOKEN ->
                "make a new ephemeral token (operation createToken) and give it as the option apiKey; a token opens"
                        + " as many sessions as its uses, until its times are over";
            case EXPRESS -> "check the option apiKey: express mode takes a key of Vertex AI, not of AI Studio";
            case VERTEX ->
                "check the credentials (options serviceAccountKey, accessToken, credentials, or the application"
                        + " default credentials), that their account has the role roles/aiplatform.user in project "
                        + project + ", and that the project has the API aiplatform.googleapis.com enabled";
        };
    }
}
