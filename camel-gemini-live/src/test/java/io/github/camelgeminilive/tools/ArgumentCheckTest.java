package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentCheckTest {

    private static final ToolDeclaration BOOK = ToolDeclaration.of(
            "book",
            "Books",
            Map.of(
                    "guests", "integer",
                    "guests.required", "true",
                    "area", "string",
                    "area.enum", "inside,terrace",
                    "price", "number",
                    "outside", "boolean",
                    "hour", "integer",
                    "hour.enum", "18,20"),
            null);

    @Test
    void argumentsAsDeclaredFit() {
        Map<String, Object> args = Map.of("guests", 4, "area", "terrace", "price", 12.5, "outside", true, "hour", 18);

        ArgumentCheck.Finding finding = BOOK.arguments().check(args);

        assertThat(finding.problem()).isNull();
        assertThat(finding.args()).isEqualTo(args);
    }

    @Test
    void aWholeNumberMayComeWithAPoint() {
        assertThat(fitting(3.0)).isEqualTo(3);
        assertThat(fitting(4e9)).isEqualTo(4_000_000_000L);
        assertThat(fitting(5_000_000_000L)).isEqualTo(5_000_000_000L);
        assertThat(fitting(new BigInteger("99999999999999999999"))).isEqualTo(new BigInteger("99999999999999999999"));
        assertThat(BOOK.arguments().check(Map.of("guests", 1, "hour", 18.0)).problem())
                .isNull();
    }

    @Test
    void whatIsNotWholeIsNoInteger() {
        assertThat(problem(Map.of("guests", 3.5)))
                .contains("'guests' is expected to be a whole number but was a number");
        assertThat(problem(Map.of("guests", 1e300))).contains("'guests'");
        assertThat(problem(Map.of("guests", "3"))).contains("'guests' is expected to be a whole number but was text");
        assertThat(problem(Map.of("guests", true))).contains("but was true or false");
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertThat(problem(Map.of())).contains("argument 'guests' is missing").contains("Nothing was carried out");
    }

    @Test
    void nullIsAsGoodAsAbsentWhereNothingIsRequired() {
        Map<String, Object> args = new HashMap<>(Map.of("guests", 1));
        args.put("area", null);
        assertThat(BOOK.arguments().check(args).problem()).isNull();

        args.put("guests", null);
        assertThat(problem(args)).contains("argument 'guests' is missing");
    }

    @Test
    void whatWasNotDeclaredIsRefusedAndItsNameCutShort() {
        assertThat(problem(Map.of("guests", 1, "CamelHttpUri", "http://example.org")))
                .contains("argument 'CamelHttpUri' is not declared");
        assertThat(problem(Map.of("guests", 1, "x".repeat(100_000), 1))).hasSizeLessThan(200);
    }

    @Test
    void otherTypesAndChoicesAreRefused() {
        assertThat(problem(Map.of("guests", 1, "area", 7))).contains("'area' is expected to be text");
        assertThat(problem(Map.of("guests", 1, "area", "cellar")))
                .contains("'area' is expected to be one of [inside, terrace]");
        assertThat(problem(Map.of("guests", 1, "hour", 19))).contains("one of [18, 20]");
        assertThat(problem(Map.of("guests", 1, "outside", "yes"))).contains("true or false");
        assertThat(problem(Map.of("guests", 1, "price", List.of(1)))).contains("a number but was a list");
        assertThat(problem(Map.of("guests", 1, "price", Map.of()))).contains("a number but was an object");
    }

    @Test
    void severalProblemsAreToldAtOnceButNotWithoutEnd() {
        Map<String, Object> args = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            args.put("extra" + i, i);
        }

        assertThat(problem(args).split("; ")).hasSize(5);
    }

    @Test
    void aFunctionWithoutParametersTakesNoArguments() {
        ToolDeclaration stop = ToolDeclaration.of("stop", "Stops", Map.of(), null);

        assertThat(stop.arguments().check(Map.of()).problem()).isNull();
        assertThat(stop.arguments().check(Map.of("now", true)).problem()).contains("'now' is not declared");
    }

    @Test
    void depthCountAndLengthAreBoundedEvenWhereNothingIsDeclared() {
        ToolDeclaration all = ToolDeclaration.of("*", null, Map.of(), null);
        Object deep = "end";
        for (int i = 0; i < ArgumentCheck.MAX_DEPTH + 1; i++) {
            deep = List.of(deep);
        }

        assertThat(all.arguments().check(Map.of("a", deep)).problem()).contains("nested too deeply");
        assertThat(all.arguments()
                        .check(Map.of("a", Collections.nCopies(ArgumentCheck.MAX_VALUES, 1)))
                        .problem())
                .contains("too long");
        assertThat(all.arguments()
                        .check(Map.of("a", "x".repeat(ArgumentCheck.MAX_CHARACTERS)))
                        .problem())
                .contains("too long");
        assertThat(all.arguments()
                        .check(Map.of("x".repeat(ArgumentCheck.MAX_CHARACTERS + 1), 1))
                        .problem())
                .contains("too long");
        assertThat(all.arguments()
                        .check(Map.of("a", new ArrayList<>(List.of(1, Map.of("b", "c")))))
                        .problem())
                .isNull();
    }

    private static Object fitting(Number guests) {
        ArgumentCheck.Finding finding = BOOK.arguments().check(Map.of("guests", guests));
        assertThat(finding.problem()).isNull();
        return finding.args().get("guests");
    }

    private static String problem(Map<String, Object> args) {
        ArgumentCheck.Finding finding = BOOK.arguments().check(args);
        assertThat(finding.args()).isEmpty();
        assertThat(finding.problem()).isNotNull();
        return String.valueOf(finding.problem());
    }
}
