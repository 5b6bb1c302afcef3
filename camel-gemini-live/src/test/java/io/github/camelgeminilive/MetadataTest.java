package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;

/** The metadata that Camel's tools read says the same as the code. */
class MetadataTest {

    private static final String JSON = "/META-INF/io/github/camelgeminilive/gemini-live.json";

    static ComponentModel model() throws IOException {
        try (InputStream in = Objects.requireNonNull(MetadataTest.class.getResourceAsStream(JSON), JSON)) {
            return JsonMapper.generateComponentModel(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void optionsOfTheAgentAreThoseWithItsLabel() throws Exception {
        Set<String> labelled = model().getEndpointParameterOptions().stream()
                .filter(option -> labels(option).contains("agent"))
                .map(BaseOptionModel::getName)
                .collect(Collectors.toSet());
        assertThat(AgentOptions.ALL).isEqualTo(labelled);
    }

    @Test
    void componentHasTheSameOptionsOfTheAgent() throws Exception {
        Set<String> labelled = model().getComponentOptions().stream()
                .filter(option -> labels(option).contains("agent"))
                .map(BaseOptionModel::getName)
                .collect(Collectors.toSet());
        assertThat(AgentOptions.ALL).isEqualTo(labelled);
    }

    private static List<String> labels(BaseOptionModel option) {
        return option.getLabel() == null
                ? List.of()
                : Arrays.asList(option.getLabel().split(","));
    }

    @Test
    void secretsAreMarkedAndMaskedInUris() throws Exception {
        List<String> secrets = model().getEndpointParameterOptions().stream()
                .filter(BaseOptionModel::isSecret)
                .map(BaseOptionModel::getName)
                .toList();
        assertThat(secrets).containsExactlyInAnyOrder("accessToken", "apiKey");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getEndpoint("gemini-live:bob?apiKey=canary&voice=Kore")
                            .toString())
                    .isEqualTo("gemini-live://bob?apiKey=xxxxxx&voice=Kore");
        }
    }

    @Test
    void everyOptionAndHeaderIsDescribed() throws Exception {
        ComponentModel model = model();
        assertThat(model.getTitle()).isEqualTo("Gemini Live");
        assertThat(model.isAsync()).isTrue();
        assertThat(model.getEndpointOptions())
                .allSatisfy(option ->
                        assertThat(option.getDescription()).as(option.getName()).isNotBlank());
        assertThat(model.getComponentOptions())
                .allSatisfy(option ->
                        assertThat(option.getDescription()).as(option.getName()).isNotBlank());
        assertThat(model.getEndpointHeaders()).isNotEmpty().allSatisfy(header -> {
            assertThat(header.getName()).startsWith("CamelGeminiLive").doesNotContain(".");
            assertThat(header.getDescription()).as(header.getName()).isNotBlank();
        });
    }

    @Test
    void uriFactoryBuildsWhatTheEndpointReads() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory("gemini-live");
            String uri = factory.buildUri(
                    "gemini-live",
                    Map.of("agent", "bob", "model", "gemini-3.8-live", "connectTimeout", "5000", "reply", "full"),
                    false);
            assertThat(uri).isEqualTo("gemini-live:bob?connectTimeout=5000&model=gemini-3.8-live&reply=full");
            GeminiLiveEndpoint endpoint = context.getEndpoint(uri, GeminiLiveEndpoint.class);
            assertThat(endpoint.getAgent()).isEqualTo("bob");
            assertThat(endpoint.getConfiguration().getConnectTimeout()).isEqualTo(5_000);
            assertThat(endpoint.getConfiguration().getReply()).isEqualTo(GeminiLiveReplyMode.full);
            assertThat(factory.secretPropertyNames()).containsExactlyInAnyOrder("accessToken", "apiKey");
            assertThat(factory.isLenientProperties()).isFalse();
        }
    }

    @Test
    void runtimeCatalogKnowsTheComponent() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(((CatalogCamelContext) context).getComponentParameterJsonSchema("gemini-live"))
                    .contains("\"scheme\": \"gemini-live\"");
        }
    }
}
