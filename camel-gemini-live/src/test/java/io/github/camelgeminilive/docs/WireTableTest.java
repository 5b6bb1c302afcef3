package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.GeminiLiveOperation;
import io.github.camelgeminilive.session.EventKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Page {@code docs/wire.md} has a row for every field that the emulator's lists have, and none for another, and what a row
 * names exists.
 */
class WireTableTest {

    private static final String METADATA = "/META-INF/io/github/camelgeminilive/gemini-live.json";
    private static final String PACKAGE = "io.github.camelgeminilive.";

    /** A row: field, whether it stands for all below, what carries it. */
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)`( and below)? \\| (.+) \\|");

    /** What carries a field, as the rows write it. */
    private static final Pattern CARRIER =
            Pattern.compile("(option|header|event|operation|record|its fields:) ((?:`[^`]+`(?:, (?=`))?)+)");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Which messages go which way. */
    enum Side {
        CLIENT("From the client", "fields.txt", "Client"),
        SERVER("From the server", "server-fields.txt", "Server");

        final String heading;
        final String list;
        final String root;

        Side(String heading, String list, String root) {
            this.heading = heading;
            this.list = list;
            this.root = root;
        }

        /** The fields of each message and their types, without marks of lists. */
        Map<String, Map<String, String>> messages() {
            String path = "/io/github/camelgeminilive/emulator/wire/" + list;
            try (InputStream in = WireTableTest.class.getResourceAsStream(path)) {
                String text = new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
                Map<String, Map<String, String>> messages = new LinkedHashMap<>();
                Map<String, String> fields = new LinkedHashMap<>();
                for (String line : text.split("\\R", -1)) {
                    String[] words = line.strip().split("\\s+", -1);
                    if (line.startsWith("message ")) {
                        fields = new LinkedHashMap<>();
                        messages.put(words[1], fields);
                    } else if (line.startsWith("  ")) {
                        fields.put(words[0], words[1].replaceAll("\\W", ""));
                    }
                }
                return messages;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        Map<String, Row> rows() {
            Map<String, Row> rows = new LinkedHashMap<>();
            String message = "";
            for (String line : Page.of("docs/wire.md").section(heading).split("\\n", -1)) {
                if (line.startsWith("### ")) {
                    message = line.substring(4);
                } else if (line.startsWith("| `")) {
                    Matcher row = ROW.matcher(line);
                    assertThat(row.matches()).as("the form of row %s", line).isTrue();
                    Row before = rows.put(message + "." + row.group(1), new Row(row.group(2) != null, row.group(3)));
                    assertThat(before)
                            .as("another row for %s.%s", message, row.group(1))
                            .isNull();
                }
            }
            return rows;
        }
    }

    /**
     * A row.
     *
     * @param below whether it stands for the fields inside too
     * @param carriers the second cell
     */
    record Row(boolean below, String carriers) {

        /** Kind and name of everything that the row names. */
        List<String> named() {
            List<String> named = new ArrayList<>();
            CARRIER.matcher(carriers)
                    .results()
                    .forEach(found -> Page.found(CODE, found.group(2))
                            .forEach(name -> named.add(found.group(1).replace("its fields:", "fields") + " " + name)));
            return named;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldHasARowAndEveryRowAField(Side side) {
        Map<String, Map<String, String>> messages = side.messages();
        Map<String, Row> rows = side.rows();
        Set<String> fields = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(side.root));
        while (!open.isEmpty()) {
            String message = open.remove();
            if (!seen.add(message)) {
                continue;
            }
            messages.getOrDefault(message, Map.of()).forEach((field, type) -> {
                fields.add(message + "." + field);
                Row row = rows.get(message + "." + field);
                if (row != null && !row.below() && messages.containsKey(type)) {
                    open.add(type);
                }
            });
        }
        assertThat(fields).hasSizeGreaterThan(90);
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(fields);
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatStandsForMoreHasSomethingBelow(Side side) {
        Map<String, Map<String, String>> messages = side.messages();
        side.rows().forEach((field, row) -> {
            String type = type(messages, field);
            List<String> told = row.named().stream()
                    .filter(name -> name.startsWith("fields "))
                    .toList();
            boolean inside = !messages.getOrDefault(type, Map.of()).isEmpty();
            assertThat(row.below() && !inside).as("%s has nothing below", field).isFalse();
            // a message whose fields have rows of their own is named, so that they are found
            if (messages.containsKey(type) && !row.below() && row.named().size() == told.size()) {
                assertThat(told).as(field).containsExactly("fields " + type);
            } else if (!told.isEmpty()) {
                assertThat(told).as(field).containsExactly("fields " + type);
            }
        });
    }

    private static String type(Map<String, Map<String, String>> messages, String field) {
        int dot = field.indexOf('.');
        return messages.getOrDefault(field.substring(0, dot), Map.of()).getOrDefault(field.substring(dot + 1), "");
    }

    @ParameterizedTest
    @EnumSource
    void everyRowNamesWhatExists(Side side) throws IOException {
        Set<String> known = known();
        side.rows().forEach((field, row) -> {
            assertThat(row.named()).as("carriers of %s", field).isNotEmpty();
            // nothing in code escapes the check
            assertThat(row.named())
                    .as("names in the row of %s", field)
                    .hasSize(Page.found(CODE, row.carriers()).size());
            for (String name : row.named()) {
                if (name.startsWith("record ")) {
                    assertThat(accessor(name.substring(7)))
                            .as("%s: %s", field, name)
                            .isTrue();
                } else if (!name.startsWith("fields ")) {
                    assertThat(known(known, name)).as("%s: %s", field, name).isTrue();
                }
            }
        });
    }

    @Test
    void theChecksFindWhatDoesNotExist() throws IOException {
        Set<String> known = known();
        assertThat(Stream.of("option model", "option setup.x.y", "header CamelGeminiLiveTurn", "event audio")
                        .filter(name -> !known(known, name)))
                .isEmpty();
        assertThat(Stream.of("option mode", "option model.x", "header CamelGeminiLiveT", "event Audio", "operation say")
                        .filter(name -> known(known, name)))
                .isEmpty();
        assertThat(accessor("TurnSummary.reason")).isTrue();
        assertThat(accessor("Transcription.Word.word")).isTrue();
        assertThat(accessor("TurnSummary.reasons")).isFalse();
        assertThat(accessor("Turn.reason")).isFalse();
    }

    private static boolean known(Set<String> known, String name) {
        // an option with a prefix takes any name behind it
        return known.contains(name) || name.contains(".") && known.contains(name.substring(0, name.indexOf('.') + 1));
    }

    private static Set<String> known() throws IOException {
        Set<String> known = new LinkedHashSet<>();
        try (InputStream in = WireTableTest.class.getResourceAsStream(METADATA)) {
            JsonNode metadata = new ObjectMapper().readTree(Objects.requireNonNull(in, METADATA));
            JsonNode options = metadata.get("properties");
            options.fieldNames().forEachRemaining(option -> {
                JsonNode prefix = options.get(option).get("prefix");
                known.add("option " + (prefix == null ? option : prefix.asText()));
            });
            metadata.get("headers").fieldNames().forEachRemaining(header -> known.add("header " + header));
        }
        Arrays.stream(EventKind.values()).forEach(event -> known.add("event " + event));
        Arrays.stream(GeminiLiveOperation.values()).forEach(operation -> known.add("operation " + operation));
        return known;
    }

    /** Whether a public record with this accessor exists. */
    private static boolean accessor(String name) {
        int dot = name.lastIndexOf('.');
        String type = name.substring(0, dot).replace('.', '$');
        return Stream.of("", "protocol.", "session.")
                .flatMap(in -> {
                    try {
                        return Stream.of(Class.forName(PACKAGE + in + type));
                    } catch (ClassNotFoundException e) {
                        return Stream.empty();
                    }
                })
                .filter(Class::isRecord)
                .flatMap(found -> Arrays.stream(found.getRecordComponents()))
                .anyMatch(component -> component.getName().equals(name.substring(dot + 1)));
    }
}
