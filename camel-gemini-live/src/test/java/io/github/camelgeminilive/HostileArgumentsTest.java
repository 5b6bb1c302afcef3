package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a model chose becomes a header, a property, a variable or an expression, on no way into a route. */
class HostileArgumentsTest extends ToolRouteTest {

    private static final Map<String, Object> HOSTILE = Map.of(
            "CamelHttpUri", "http://evil.example",
            "CamelFileName", "../../passwd",
            "camelsqlquery", "drop table booking",
            "org.apache.camel.foo", "bar",
            "CamelGeminiLiveToolOutcome", "ok",
            "CamelGeminiLiveSessionId", "somebody-else");

    /** Takes whatever comes. */
    public static class Anything {
        @JsonProperty("CamelHttpUri")
        private String uri = "";

        private final Map<String, Object> rest = new LinkedHashMap<>();

        @JsonAnySetter
        void set(String name, Object value) {
            rest.put(name, value);
        }

        @Override
        public String toString() {
            return uri + rest;
        }
    }

    private void route(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    /** All that a route could read without looking into the body. */
    private static void tell(Exchange exchange) {
        Map<String, Object> found = new HashMap<>(exchange.getMessage().getHeaders());
        found.putAll(exchange.getProperties());
        found.putAll(exchange.getAllProperties());
        found.putAll(exchange.getVariables());
        String names = String.join(" ", new TreeSet<>(found.keySet()));
        // the call itself and the body that is remembered hold the arguments, as they should
        String values = found.values().stream()
                .filter(value -> value instanceof String || value instanceof Number)
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(" "));
        exchange.getMessage().setBody(Map.of("names", names, "values", values));
    }

    private static void assertClean(Map<String, Object> response) {
        assertThat(response).containsOnlyKeys("names", "values");
        assertThat(response.get("names").toString())
                .contains("CamelGeminiLiveToolName")
                .doesNotContainIgnoringCase(
                        "CamelHttpUri", "CamelFileName", "camelsqlquery", "camel.foo", "ToolOutcome");
        assertThat(response.get("values").toString())
                .contains("caller-1")
                .doesNotContain("evil", "passwd", "drop table", "bar", "somebody-else");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini-live:home?tool=x&description=x&validateArguments=false",
                "gemini-live:home?tool=x&description=x&validateArguments=false&parameter.a=string",
                "gemini-live:home?tool=x&description=x&argSchema=RAW({\"additionalProperties\": true})",
                "gemini-live:home?tool=*",
                "gemini-live:*?tool=*",
                "gemini-live:home?tool=x&description=x&validateArguments=false"
                        + "&inputType=io.github.camelgeminilive.HostileArgumentsTest$Anything"
            })
    void namesReachNoHeader(String uri) throws Exception {
        route(r -> r.from(uri).process(HostileArgumentsTest::tell));

        assertClean(call("x", HOSTILE));
    }

    @Test
    void declaredNamesReachNoHeaderEither() throws Exception {
        route(r -> r.from(
                        tool(
                                "x&parameter.CamelHttpUri=string&parameter.CamelFileName=string&parameter.camelsqlquery=string"))
                .process(HostileArgumentsTest::tell));

        assertClean(call(
                "x",
                Map.of(
                        "CamelHttpUri", "http://evil.example",
                        "CamelFileName", "../../passwd",
                        "camelsqlquery", "drop table booking")));
        assertThat(call("x", HOSTILE)).containsEntry("status", "invalid_arguments");
    }

    @Test
    void valuesAreNeverEvaluated() throws Exception {
        Map<String, Object> args = Map.of(
                "CamelHttpUri", "${header.CamelGeminiLiveSessionId}",
                "a", "${sys.user.home} {{x}} $simple{body} #{1+1} RAW(x)",
                "b", List.of(Map.of("c", "${bean:heard}")));
        route(r -> {
            r.from("gemini-live:home?tool=map&description=x&validateArguments=false")
                    .setBody(r.simple("= ${body[CamelHttpUri]} ${body[a]} ${body[b][0][c]}"));
            r.from("gemini-live:home?tool=type&description=x&validateArguments=false"
                            + "&inputType=io.github.camelgeminilive.HostileArgumentsTest$Anything")
                    .setBody(r.simple("= ${body}"));
        });

        assertThat(call("map", args))
                .isEqualTo(Map.of(
                        "output",
                        "= ${header.CamelGeminiLiveSessionId} ${sys.user.home} {{x}} $simple{body} #{1+1} RAW(x)"
                                + " ${bean:heard}"));
        assertThat(call("type", args).get("output"))
                .asString()
                .contains("= ${header.CamelGeminiLiveSessionId}", "${sys.user.home} {{x}}", "${bean:heard}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri=x",
                "a b",
                "${bean:heard}",
                "{{x}}",
                "x\r\nCamelFileName: y",
                "../x",
                "",
                "*",
                "x?y&z",
                "ünïcode"
            })
    void aNameThatCouldNotBeDeclaredIsUnknownAlsoToTheToolForAll(String name) throws Exception {
        route(r -> r.from("gemini-live:home?tool=*").process(HostileArgumentsTest::tell));

        Map<String, Object> response = call(name, Map.of());
        assertError(response, "unknown_function");
        if (name.length() > 1) {
            assertThat(response.toString()).doesNotContain(name);
        }
    }

    @Test
    void aNameThatLooksLikeOneOfOursIsOnlyAValue() throws Exception {
        route(r -> r.from("gemini-live:home?tool=*").process(HostileArgumentsTest::tell));

        Map<String, Object> response = call("org.apache.camel.foo", Map.of());
        assertThat(response.get("names")).asString().doesNotContain("camel.foo");
        assertThat(response.get("values")).asString().contains("org.apache.camel.foo");
    }

    @Test
    void aTypeThatAModelNamesIsNeverMade() throws Exception {
        route(r -> r.from("gemini-live:home?tool=x&description=x&validateArguments=false"
                        + "&inputType=io.github.camelgeminilive.HostileArgumentsTest$Anything")
                .setBody(r.simple("= ${body}")));

        assertThat(call(
                        "x",
                        Map.of("@class", "java.lang.Runtime", "v", List.of("java.net.URL", "http://evil.example"))))
                .extractingByKey("output")
                .asString()
                .contains("@class=java.lang.Runtime", "v=[java.net.URL, http://evil.example]");
    }
}
