package io.github.camelgeminilive.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveComponent;
import io.github.camelgeminilive.GeminiLiveConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What a Spring Boot application gets from the starter, and when it gets nothing. */
class GeminiLiveStarterTest {

    private static final String MODEL = "camel.component.gemini-live.model=from-boot";

    private final ApplicationContextRunner withoutStarter =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class));
    private final ApplicationContextRunner runner = withoutStarter.withConfiguration(
            AutoConfigurations.of(GeminiLiveComponentConverter.class, GeminiLiveComponentAutoConfiguration.class));

    @Test
    void propertiesReachTheComponent() {
        runner.withPropertyValues(MODEL, "camel.component.gemini-live.api-key=s3cr3t")
                .run(context -> {
                    assertThat(configuration(context).getModel()).isEqualTo("from-boot");
                    assertThat(configuration(context).getApiKey()).isEqualTo("s3cr3t");
                });
    }

    @Test
    void withoutPropertiesTheComponentKeepsItsDefaults() {
        runner.run(context -> assertThat(configuration(context).getModel()).isEqualTo(defaultModel()));
    }

    @Test
    void customizationCanBeSwitchedOff() {
        runner.withPropertyValues(MODEL, "camel.component.gemini-live.enabled=false")
                .run(context -> assertThat(configuration(context).getModel()).isEqualTo(defaultModel()));
    }

    @Test
    void aComponentOfTheApplicationIsConfiguredToo() {
        GeminiLiveComponent own = new GeminiLiveComponent();
        runner.withBean("gemini-live", GeminiLiveComponent.class, () -> own)
                .withPropertyValues(MODEL)
                .run(context -> {
                    assertThat(context.getBean(CamelContext.class).getComponent("gemini-live"))
                            .isSameAs(own);
                    assertThat(configuration(context).getModel()).isEqualTo("from-boot");
                });
    }

    @Test
    void withoutTheStarterThePropertiesAreIgnored() {
        withoutStarter
                .withPropertyValues(MODEL)
                .run(context -> assertThat(configuration(context).getModel()).isEqualTo(defaultModel()));
    }

    @Test
    void withoutCamelTheStarterStaysAway() {
        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(CamelContext.class))
                .withConfiguration(AutoConfigurations.of(GeminiLiveComponentAutoConfiguration.class))
                .withPropertyValues(MODEL)
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean(GeminiLiveComponentAutoConfiguration.class));
    }

    /** As in Camel's own starters; a reader of the documentation of the component would expect {@code 7s} to work. */
    @Test
    void durationsAreMilliseconds() {
        runner.withPropertyValues("camel.component.gemini-live.connect-timeout=7000")
                .run(context ->
                        assertThat(configuration(context).getConnectTimeout()).isEqualTo(7000));
        runner.withPropertyValues("camel.component.gemini-live.connect-timeout=7s")
                .run(context -> assertThat(context).hasFailed());
    }

    private static GeminiLiveConfiguration configuration(ApplicationContext context) {
        return context.getBean(CamelContext.class)
                .getComponent("gemini-live", GeminiLiveComponent.class)
                .getConfiguration();
    }

    private static String defaultModel() {
        return new GeminiLiveConfiguration().getModel();
    }
}
