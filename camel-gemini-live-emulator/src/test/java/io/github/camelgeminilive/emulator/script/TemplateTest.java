package io.github.camelgeminilive.emulator.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        plain                                  | plain
        {{get_weather.output.tempC}} degrees   | 4 degrees
        {{ response.status }}                  | on
        {{home.lights.status}}                 | on
        {{get_weather.output}}                 | {"tempC":4}
        {{get_weather.list.1}}                 | b
        {{get_weather.nothing}}                | (no such field)
        {{unknown.field}}                      | (no such field)
        """)
    void placesAreFilled(String template, String text) throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode lights = json.readTree("{\"status\":\"on\"}");
        Map<String, JsonNode> responses = Map.of(
                "get_weather", json.readTree("{\"output\":{\"tempC\":4},\"list\":[\"a\",\"b\"]}"),
                "home.lights", lights,
                "response", lights);
        assertThat(new Template(template).fill(responses::get)).isEqualTo(text);
    }
}
