package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.camelgeminilive.AnswerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every row of the tables of answers has a test that shows it, and every such test a row. */
class AnswerTableTest {

    @Test
    void everyRowHasATestAndEveryTestARow() {
        List<String> rows = rows(Page.of("docs/tools.md").section("The answer"));
        assertThat(rows).hasSizeGreaterThan(25).doesNotHaveDuplicates();
        assertThat(shown()).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void rowsAreReadWithoutTheHeadOfTheirTable() {
        assertThat(
                        rows(
                                "text\n\n| a | b |\n|---|---|\n| `x`, or y | z |\n| \"q\" | r |\n\n| c | d |\n|---|---|\n| e | f |"))
                .containsExactly("x, or y", "\"q\"", "e");
    }

    /** The first cells. */
    private static List<String> rows(String section) {
        List<String> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : section.split("\\n", -1)) {
            if (line.startsWith("|---")) {
                inTable = true;
            } else if (!line.startsWith("| ")) {
                inTable = false;
            } else if (inTable) {
                rows.add(line.substring(2, line.indexOf(" | ")).replace("`", ""));
            }
        }
        return rows;
    }

    /** What tests that run say that they show. */
    private static Set<String> shown() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("io.github.camelgeminilive")
                        .stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(AnswerRow.class))
                        .peek(AnswerTableTest::runs)
                        .map(method ->
                                method.getAnnotationOfType(AnswerRow.class).value())
                        .collect(Collectors.toSet());
    }

    private static void runs(JavaMethod method) {
        assertThat(method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
                .as("%s is a test", method.getFullName())
                .isTrue();
        assertThat(method.isAnnotatedWith("org.junit.jupiter.api.Disabled"))
                .as("%s is disabled", method.getFullName())
                .isFalse();
    }
}
