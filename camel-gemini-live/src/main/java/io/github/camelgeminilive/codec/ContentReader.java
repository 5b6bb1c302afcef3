package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.Part;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Contents as people write them (protocol section 2.13): a list of {@code {role, parts}} in wire names, with
 * {@code {role, text}} for short. Names nothing of what was said in its errors.
 *
 * <p>Thread-safe.
 */
public final class ContentReader {

    private static final Set<String> ROLES = Set.of("user", "model");

    /** What a part may hold; a name that the service does not know closes the connection. */
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "text",
            "thought",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult",
            "thoughtSignature",
            "partMetadata",
            "videoMetadata",
            "mediaResolution"));

    private ContentReader() {}

    /**
     * Reads contents.
     *
     * @param what to name in errors, such as {@code Operation turns}
     * @param value a {@link Content} or Map, a collection of them, or the same as JSON text
     * @throws IllegalArgumentException where it is something else
     */
    public static List<Content> contents(String what, Object value) {
        Object contents = value instanceof CharSequence json ? JsonText.value(what, json.toString()) : value;
        List<Content> list = new ArrayList<>();
        if (contents instanceof Collection<?> all) {
            int index = 0;
            for (Object one : all) {
                list.add(content(what + ", content " + index++, one));
            }
        } else {
            list.add(content(what, contents));
        }
        return list;
    }

    private static Content content(String what, @Nullable Object value) {
        if (value instanceof Content content) {
            role(what, content.role());
            return content;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    what + ": expected an object with role and parts, or role and text, but was " + described(value));
        }
        only(what, map, Set.of("role", "parts", "text"));
        String role = role(what, map.get("role"));
        Object text = map.get("text");
        Object parts = map.get("parts");
        if ((text == null) == (parts == null)) {
            throw new IllegalArgumentException(
                    what + ": expected either parts or text but there " + (text == null ? "is neither" : "are both"));
        }
        if (text != null) {
            return new Content(role, List.of(part(what, Map.of("text", text))));
        }
        if (!(parts instanceof Collection<?> all) || all.isEmpty()) {
            throw new IllegalArgumentException(what + ": expected a list of parts but was " + described(parts));
        }
        List<Part> read = new ArrayList<>();
        for (Object one : all) {
            read.add(part(what + ", part " + read.size(), one));
        }
        return new Content(role, read);
    }

    private static String role(String what, @Nullable Object role) {
        if (role instanceof String name && ROLES.contains(name)) {
            return name;
        }
        throw new IllegalArgumentException(what + ": expected role user or model but was " + role
                + ("system".equals(role)
                        ? ": an instruction goes into option systemInstruction, header CamelGeminiLiveSystemInstruction"
                                + " of operation=open, or operation=contextUpdate"
                        : ""));
    }

    private static Part part(String what, @Nullable Object value) {
        if (value instanceof Part part) {
            return part;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    what + ": expected an object with text, inlineData or another field but was " + described(value));
        }
        only(what, map, FIELDS);
        if (map.isEmpty()) {
            throw new IllegalArgumentException(what + ": expected one of " + FIELDS + " but the part is empty");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        Object text = fields.get("text");
        if (fields.containsKey("text") && !(text instanceof CharSequence)) {
            throw new IllegalArgumentException(what + ".text: expected text but was " + described(text));
        }
        if (text != null && Set.of("text", "thought").containsAll(fields.keySet())) {
            return new Part.Text(text.toString(), Boolean.TRUE.equals(fields.get("thought")));
        }
        Object inline = fields.get("inlineData");
        return inline != null && fields.size() == 1 ? inlineData(what, inline) : new Part.Other(fields);
    }

    private static Part inlineData(String what, Object value) {
        if (value instanceof Map<?, ?> blob && blob.get("mimeType") instanceof String type) {
            only(what + ".inlineData", blob, Set.of("mimeType", "data"));
            Object data = blob.get("data");
            if (data instanceof byte[] bytes) {
                return new Part.InlineData(type, bytes);
            }
            if (data instanceof String base64) {
                return new Part.InlineData(type, bytes(what, base64));
            }
        }
        throw new IllegalArgumentException(what
                + ".inlineData: expected an object with mimeType and data (bytes, or base64) but was something else");
    }

    private static byte[] bytes(String what, String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ".inlineData.data: expected base64 but was something else");
        }
    }

    private static void only(String what, Map<?, ?> map, Set<String> known) {
        for (Object name : map.keySet()) {
            if (!(name instanceof String) || !known.contains(name)) {
                throw new IllegalArgumentException(
                        what + ": expected only " + new TreeSet<>(known) + " but there is another field");
            }
        }
    }

    private static String described(@Nullable Object value) {
        return value == null ? "nothing" : value.getClass().getName();
    }
}
