package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The options that the manual names exist. */
class OptionNamesTest {

    private static final String METADATA = "/META-INF/io/github/camelgeminilive/gemini-live.json";

    /** {@code name=} at the beginning of code, or behind the ? and & of one of our URIs. */
    private static final Pattern FIRST = Pattern.compile("^([a-z][A-Za-z]*)(?:\\.[A-Za-z0-9.]+)?=");

    private static final Pattern URI = Pattern.compile("gemini-live:[\\w*.-]+\\?([^\\s`]*)");
    private static final Pattern IN_URI = Pattern.compile("(?:^|&)([a-z][A-Za-z]*)(?:\\.[\\w.]+)?=");
    private static final Pattern PROPERTY =
            Pattern.compile("camel\\.component\\.gemini-live\\.(?:agents\\[\\w+]\\.)?([A-Za-z-]+)");

    private static final Set<String> OPTIONS = new HashSet<>();

    static List<Page> manual() {
        return Page.manual();
    }

    @BeforeAll
    static void readMetadata() throws IOException {
        try (InputStream in = OptionNamesTest.class.getResourceAsStream(METADATA)) {
            JsonNode metadata = new ObjectMapper().readTree(Objects.requireNonNull(in, METADATA));
            metadata.get("properties").fieldNames().forEachRemaining(OPTIONS::add);
            metadata.get("componentProperties").fieldNames().forEachRemaining(OPTIONS::add);
        }
        // of every component's properties in Spring Boot
        OPTIONS.add("enabled");
    }

    @Test
    void optionsAreFoundInTheManual() {
        Set<String> named = new TreeSet<>();
        Page.manual().forEach(page -> named.addAll(named(page)));
        assertThat(named).contains("events", "tool", "parameter", "setup", "voice", "reply", "autoOpen");
    }

    @ParameterizedTest
    @MethodSource("manual")
    void everyOptionThatIsNamedExists(Page page) {
        assertThat(named(page)).as("options named in %s", page).isSubsetOf(OPTIONS);
    }

    private static List<String> named(Page page) {
        List<String> named = new ArrayList<>();
        for (String code : page.code()) {
            named.addAll(Page.found(FIRST, code));
        }
        // the parts of a URI that stand on several lines belong together
        String joined = page.text().replaceAll("\"\\s*\\+\\s*\"", "");
        for (String query : Page.found(URI, joined)) {
            named.addAll(
                    Page.found(IN_URI, query.replaceAll("RAW\\([^)]*\\)", "").split("\"", 2)[0]));
        }
        Page.found(PROPERTY, page.text()).stream()
                .map(OptionNamesTest::camelCase)
                .forEach(named::add);
        return named;
    }

    private static String camelCase(String name) {
        return Pattern.compile("-([a-z])")
                .matcher(name)
                .replaceAll((MatchResult letter) -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
