package io.github.camelgeminilive.springboot;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The starter offers what the component offers, no more and no less; it is stale otherwise. */
class StarterMetadataTest {

    private static final String PREFIX = "camel.component.gemini-live.";
    private static final String COMPONENT_METADATA = "META-INF/io/github/camelgeminilive/gemini-live.json";
    private static final String STARTER_METADATA = "META-INF/spring-configuration-metadata.json";
    /** What Camel's generator adds to every starter. */
    private static final Set<String> OF_THE_STARTER = Set.of(PREFIX + "enabled", PREFIX + "customizer.enabled");

    @Test
    void everyOptionIsAPropertyWithTheSameDefault() throws Exception {
        Map<String, JsonObject> properties = properties();
        SoftAssertions softly = new SoftAssertions();
        for (ComponentOptionModel option : options()) {
            String name = propertyOf(option);
            softly.assertThat(properties).as(option.getName()).containsKey(name);
            JsonObject property = properties.get(name);
            // Camel's generator writes no default of a double: absent, the component's own counts
            if (property == null
                    || option.getDefaultValue() == null
                    || option.getJavaType().equals("double")) {
                continue;
            }
            softly.assertThat(normalized(String.valueOf(property.get("defaultValue")), option))
                    .as("default of %s", name)
                    .isEqualTo(normalized(String.valueOf(option.getDefaultValue()), option));
        }
        softly.assertAll();
    }

    @Test
    void everyPropertyIsAnOption() throws Exception {
        Set<String> expected =
                options().stream().map(StarterMetadataTest::propertyOf).collect(toSet());
        expected.addAll(OF_THE_STARTER);
        assertThat(properties().keySet()).isSubsetOf(expected);
    }

    @Test
    void descriptionsAreThoseOfTheComponent() throws Exception {
        Map<String, JsonObject> properties = properties();
        SoftAssertions softly = new SoftAssertions();
        for (ComponentOptionModel option : options()) {
            JsonObject property = properties.getOrDefault(propertyOf(option), new JsonObject());
            softly.assertThat(words(property.getString("description")))
                    .as("description of %s", option.getName())
                    .startsWith(words(option.getDescription()));
        }
        softly.assertAll();
    }

    private static String propertyOf(ComponentOptionModel option) {
        return PREFIX + StringHelper.camelCaseToDash(option.getName());
    }

    /** Durations are milliseconds in the starter, and Spring writes enums with dashes. */
    private static String normalized(String value, ComponentOptionModel option) {
        if ("duration".equals(option.getType())) {
            return String.valueOf(TimeUtils.toMilliSeconds(value));
        }
        return value.replace('-', '_').toLowerCase(Locale.ROOT);
    }

    /** The words alone: Javadoc gains and loses line breaks and a full stop on its way. */
    private static String words(String text) {
        return String.valueOf(text).replaceAll("[\\s.]+", " ").strip();
    }

    private static Collection<ComponentOptionModel> options() throws IOException {
        ComponentModel model = JsonMapper.generateComponentModel(resource(COMPONENT_METADATA));
        assertThat(model.getComponentOptions())
                .as("options in %s", COMPONENT_METADATA)
                .isNotEmpty();
        return model.getComponentOptions();
    }

    private static Map<String, JsonObject> properties() throws Exception {
        JsonObject root = (JsonObject) Jsoner.deserialize(resource(STARTER_METADATA));
        Map<String, JsonObject> properties = new HashMap<>();
        for (Object element : root.getCollection("properties")) {
            JsonObject property = (JsonObject) element;
            properties.put(property.getString("name"), property);
        }
        return properties;
    }

    private static String resource(String path) throws IOException {
        // the metadata of the starter itself comes first on the class path; the ones of Spring Boot have the same name
        try (InputStream in =
                GeminiLiveComponentConfiguration.class.getClassLoader().getResourceAsStream(path)) {
            assertThat(in).as("%s on the class path", path).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
