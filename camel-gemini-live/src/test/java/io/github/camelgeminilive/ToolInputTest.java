package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.camelgeminilive.schema.Booking;
import io.github.camelgeminilive.tools.ToolDeclaration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options argSchema and inputType, and parameter beside them. */
class ToolInputTest extends ToolRouteTest {

    private static final String BOOKING = tool("book&inputType=" + Booking.class.getName());
    private static final Map<String, Object> ARGS =
            Map.of("guests", 4, "name", "Ada", "when", "2026-12-31", "contact", Map.of());

    private final List<Exchange> seen = new CopyOnWriteArrayList<>();

    /** A type that leads back to itself. */
    public record Node(String text, List<Node> children) {}

    /** A bean that a route may change. */
    public static class Order {
        private @Nullable String dish;
        private @Nullable String status;

        public @Nullable String getDish() {
            return dish;
        }

        public void setDish(@Nullable String dish) {
            this.dish = dish;
        }

        public @Nullable String getStatus() {
            return status;
        }

        public void setStatus(@Nullable String status) {
            this.status = status;
        }
    }

    /** A name that the wire does not take. */
    public record Umlaut(@JsonProperty("größe") String size) {}

    private void route(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    private ToolDeclaration declared() {
        return component().tools().declarations("home").get(0);
    }

    private void refused(String uri, String... words) {
        assertThatThrownBy(() -> route(r -> r.from(uri).to("mock:x"))).satisfies(e -> {
            Throwable root = e;
            while (root.getCause() != null && !(root instanceof IllegalArgumentException)) {
                root = root.getCause();
            }
            assertThat(root).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
        });
    }

    // argSchema

    @Test
    void aSchemaInTheUriIsDeclaredAndAsked() throws Exception {
        route(r -> r.from(tool(
                        "find&argSchema=RAW({\"properties\": {\"at\": {\"type\": \"object\", \"required\": [\"city\"],"
                                + " \"properties\": {\"city\": {\"type\": \"string\"}}}}, \"required\": [\"at\"]})"))
                .setBody(r.simple("${body[at][city]}")));

        assertThat(declared().parameters())
                .isEqualTo(Map.of(
                        "type", "OBJECT",
                        "properties",
                                Map.of(
                                        "at",
                                        Map.of(
                                                "type", "OBJECT",
                                                "properties", Map.of("city", Map.of("type", "STRING")),
                                                "required", List.of("city"))),
                        "required", List.of("at")));
        assertThat(call("find", Map.of("at", Map.of("city", "Ahaus")))).isEqualTo(Map.of("output", "Ahaus"));
        Map<String, Object> refused = call("find", Map.of("at", Map.of("town", "Ahaus")));
        assertError(refused, "invalid_arguments");
        assertThat(refused.get("reason"))
                .isEqualTo(
                        "The arguments do not fit: argument 'at.city' is missing; argument 'at.town' is not declared."
                                + " Nothing was carried out.");
    }

    @Test
    void aSchemaMayBeAResourceAndItsDescriptionIsTheFunctions(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("find.json"),
                "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"type\": \"object\","
                        + " \"description\": \"Finds a shop.\", \"properties\": {\"shop\": {\"$ref\": \"#/$defs/s\"}},"
                        + " \"$defs\": {\"s\": {\"type\": [\"string\", \"null\"], \"maxLength\": 5}}}");
        route(r -> r.from("gemini-live:home?tool=find&argSchema=file:" + file).setBody(r.simple("= ${body}")));

        assertThat(declared().description()).isEqualTo("Finds a shop.");
        assertThat(declared().parameters())
                .isEqualTo(Map.of(
                        "type",
                        "OBJECT",
                        "properties",
                        Map.of("shop", Map.of("type", "STRING", "nullable", true, "maxLength", 5))));
        assertError(call("find", Map.of("shop", "too long")), "invalid_arguments");
        assertThat(call("find", Map.of("shop", "Ö"))).isEqualTo(Map.of("output", "= {shop=Ö}"));
    }

    @Test
    void aResourceMayBeginWithAByteOrderMark(@TempDir Path folder) throws Exception {
        Path schema = Files.writeString(
                folder.resolve("find.json"), "\uFEFF{\"properties\": {\"shop\": {\"type\": \"string\"}}}");
        Path text = Files.writeString(folder.resolve("find.txt"), "\uFEFFFinds a shop.");
        route(r -> r.from("gemini-live:home?tool=find&argSchema=file:" + schema + "&description=file:" + text)
                .setBody(r.simple("= ${body}")));

        assertThat(declared().description()).isEqualTo("Finds a shop.");
        assertThat(call("find", Map.of("shop", "x"))).isEqualTo(Map.of("output", "= {shop=x}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"properties": 5}                                             | the value at /properties can not stand there
            {"properties": {"a": {"type": 5}}}                            | the value at /properties/a/type can not stand there
            {"type": "string"}                                            | it describes no object
            {"properties": {"a": {"pattern": "["}}}                       | the value at /properties/a/pattern can not stand there
            nothing                                                       | Expected JSON but the text is none
            [1]                                                           | which is a JSON object
            classpath:no/such.json                                        | Expected a readable resource
            {"properties": {"a": {"type": "strin"}}}                      | the value at /properties/a/type can not stand there
            {"properties": {"a": {"minimum": "1"}}}                       | the value at /properties/a/minimum can not stand there
            {"properties": {"a": {"$ref": "#"}}}                          | it refers to itself by #: the model needs it written out
            {"properties": {"a": {"$ref": "https://example.org/a.json"}}} | nothing is loaded from elsewhere, put it under $defs
            {"properties": {"a b": {"type": "string"}}}                   | at / one is 'a b': give it another name
            {"properties": {"l": {"items": {"properties": {"ü": {}}}}}}   | at /l/items one is 'ü'
            {"oneOf": [{"properties": {"a": {}}}, {"properties": {}}]}    | let one argument hold the choice
            """)
    void aSchemaThatCanNotBeIsRefusedWithOptionToolAndPlace(String schema, String why) {
        refused(tool("find&argSchema=RAW(" + schema + ")"), "Option argSchema of tool 'find': ", why);
    }

    // inputType

    @Test
    void theBodyIsAnInstanceAndTheCallStillHasTheMap() throws Exception {
        route(r -> r.from(BOOKING).process(seen::add).setBody(r.simple("${body.day} ${body.guests}")));

        assertThat(call("book", ARGS)).isEqualTo(Map.of("output", "2026-12-31 4"));
        assertThat(ToolCall.of(seen.get(0)).getArguments()).isEqualTo(ARGS);
        assertThat(declared().description()).isEqualTo("Does it");
        assertThat(declared().parameters().get("required"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("guests", "name", "when", "contact");
    }

    @Test
    void theClassMayDescribeTheFunction() throws Exception {
        route(r -> r.from("gemini-live:home?tool=book&inputType=" + Booking.class.getName())
                .to("mock:x"));

        assertThat(declared().description()).isEqualTo("Books a table.");
        assertThat(declared().parameters()).doesNotContainKey("description");
    }

    @Test
    void whatDoesNotFitNeverReachesTheRoute() throws Exception {
        route(r -> r.from(BOOKING).process(seen::add));

        Map<String, Object> tooMany =
                call("book", Map.of("guests", 13, "name", "Ada", "when", "2026-12-31", "contact", Map.of()));
        assertError(tooMany, "invalid_arguments");
        assertThat(tooMany.get("reason")).asString().contains("argument 'guests' is expected to be at most 12");
        Map<String, Object> noDay = call(
                "book", Map.of("guests", 3, "name", "Ada", "when", "2026-12-31", "until", "noon", "contact", Map.of()));
        assertError(noDay, "invalid_arguments");
        assertThat(noDay.get("reason")).asString().contains("argument 'until' has a value that is not accepted");
        assertError(call("book", Map.of()), "invalid_arguments");
        assertThat(seen).isEmpty();
        assertThat(heard.problems).isEmpty();
        assertThat(dispatcher.openCalls()).isEmpty();
    }

    @Test
    void anInstanceThatIsLeftAsItWasIsNoAnswerAndOneThatWasChangedIs() throws Exception {
        String order = "&inputType=" + Order.class.getName();
        route(r -> {
            r.from(tool("leave" + order)).to("log:x?level=OFF");
            r.from(tool("change" + order))
                    .process(e -> e.getMessage().getBody(Order.class).setStatus("ordered"));
            r.from(tool("book&inputType=" + Booking.class.getName())).to("log:x?level=OFF");
        });

        assertThat(call("leave", Map.of("dish", "Soup"))).isEqualTo(Map.of("output", "done"));
        assertThat(call("change", Map.of("dish", "Soup"))).isEqualTo(Map.of("dish", "Soup", "status", "ordered"));
        assertThat(call("book", ARGS)).isEqualTo(Map.of("output", "done"));
    }

    @Test
    void classesThatCanNotBeAreRefused() {
        refused(tool("x&inputType=no.such.Type"), "option inputType of tool 'x'", "'no.such.Type'");
        refused(tool("x&inputType=java.lang.String"), "Option inputType of tool 'x'");
        refused(tool("x&inputType=" + Node.class.getName()), "inputType of tool 'x'", "it refers to itself by #");
        refused(
                tool("x&inputType=" + Umlaut.class.getName()),
                "inputType of tool 'x'",
                "'größe': give it another name");
    }

    // one of three

    @Test
    void twoWaysToSayItAreRefused() {
        String schema = "&argSchema=RAW({})";
        String type = "&inputType=" + Booking.class.getName();
        for (String both : List.of(schema + type, schema + "&parameter.a=string", type + "&parameter.a=string")) {
            refused(tool("x" + both), "Expected one of the options parameter.NAME, inputType and argSchema");
        }
        refused(tool("x&parameter.a=array"), "declared by option argSchema (a JSON Schema) or inputType (a class)");
        refused("gemini-live:home?tool=*" + schema, "Expected no option argSchema for tool=*");
        refused("gemini-live:home?tool=*" + type, "Expected no option inputType for tool=*");
        refused("gemini-live:home?tool=*&parameter.a=string", "tool=*");
    }

    @Test
    void withoutValidationOnlyTheSizeIsBounded() throws Exception {
        route(r -> r.from(tool("find&validateArguments=false&parameter.n=integer&parameter.n.required=true"))
                .setBody(r.simple("= ${body}")));

        assertThat(call("find", Map.of("other", List.of(1)))).isEqualTo(Map.of("output", "= {other=[1]}"));
        assertThat(call("find", Map.of("n", 3.0))).isEqualTo(Map.of("output", "= {n=3}"));
        assertError(call("find", Map.of("n", "x".repeat(300_000))), "invalid_arguments");
    }

    @Test
    void aRouteMayChangeListsOfItsBodyAndTheCallKeepsThem() throws Exception {
        route(r -> r.from(tool("sort&argSchema=RAW({\"properties\": {\"all\": {\"items\": {\"type\": \"integer\"}}}})"))
                .process(e -> {
                    @SuppressWarnings("unchecked")
                    List<Object> all =
                            (List<Object>) e.getMessage().getBody(Map.class).get("all");
                    all.add(7);
                    e.getMessage()
                            .setBody(all.size() + " of "
                                    + ToolCall.of(e).getArguments().get("all"));
                }));

        assertThat(call("sort", Map.of("all", List.of(1, 2)))).isEqualTo(Map.of("output", "3 of [1, 2]"));
    }
}
