package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConstants;
import io.github.camelgeminilive.GeminiLiveOperation;
import io.github.camelgeminilive.GeminiLiveReplyMode;
import io.github.camelgeminilive.session.EventKind;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.TurnEnd;
import io.github.camelgeminilive.tools.ToolError;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the manual name everything that there is, and nothing else. */
class TablesTest {

    private final Page events = Page.of("docs/events.md");
    private final Page sending = Page.of("docs/sending.md");
    private final Page tools = Page.of("docs/tools.md");
    private final Page errors = Page.of("docs/errors.md");

    @Test
    void everyEventHasARowInTheOrderOfTheCode() {
        assertThat(rows(events, "The table")).isEqualTo(names(EventKind.values()));
    }

    @Test
    void theDefaultEventsAreMarked() {
        List<String> marked = events.section("The table")
                .lines()
                .filter(line -> line.matches("\\| `\\w+` \\| yes \\|.*"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(marked)
                .containsExactlyInAnyOrderElementsOf(
                        EventKind.DEFAULT.stream().map(Enum::name).toList());
    }

    @Test
    void everyOperationHasARow() {
        List<String> first = new ArrayList<>(rows(sending, "Operations"));
        assertThat(first.subList(0, GeminiLiveOperation.values().length))
                .isEqualTo(names(GeminiLiveOperation.values()));
    }

    @Test
    void everyReplyModeAndEveryEndOfATurnHasARow() {
        List<String> expected = new ArrayList<>(names(GeminiLiveReplyMode.values()));
        expected.addAll(names(TurnEnd.values()));
        assertThat(rows(sending, "Request and reply")).isEqualTo(expected);
    }

    @Test
    void everyHeaderHasARowAndNoRowIsMadeUp() throws ReflectiveOperationException {
        Set<String> documented = new HashSet<>();
        for (Page page : List.of(events, sending, tools)) {
            documented.addAll(rows(page, "Headers"));
        }
        assertThat(documented).containsExactlyInAnyOrderElementsOf(headers());
    }

    @Test
    void everyFailureCodeHasARowThatTellsWhetherToRetry() {
        List<String> expected = Arrays.stream(Failure.Code.values())
                .map(code -> code.name() + (code.retryable() ? " yes" : " no"))
                .toList();
        List<String> found = errors.section("Failure codes")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .map(cells -> cells[1].replace("`", "") + " " + cells[2])
                .toList();
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void everyErrorAnswerIsInTheTableOfAnswers() {
        String table = tools.section("The answer");
        assertThat(Arrays.stream(ToolError.values())
                        .map(error -> String.valueOf(error.result().response().get("status"))))
                .allSatisfy(status -> assertThat(table).contains("`" + status + "`"));
    }

    private static List<String> rows(Page page, String heading) {
        return page.only(page.section(heading)).firstCells();
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    private static Set<String> headers() throws ReflectiveOperationException {
        Set<String> headers = new HashSet<>();
        for (var field : GeminiLiveConstants.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && field.get(null) instanceof String value
                    && value.startsWith("Camel")) {
                headers.add(value);
            }
        }
        assertThat(headers).hasSizeGreaterThan(15);
        return headers;
    }
}
