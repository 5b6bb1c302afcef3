package io.github.camelgeminilive;

import io.github.camelgeminilive.emulator.LiveEmulator;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** Routes against an emulator of their own: started before the context, closed after it. */
abstract class LiveRouteTest extends CamelTestSupport {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String KEY = "canary-key-5f2c";

    private LiveEmulator emulator;

    /** The emulator as this test needs it. */
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder();
    }

    /** Options of the component as this test needs them. */
    void configure(GeminiLiveConfiguration configuration) {}

    final LiveEmulator emulator() {
        return emulator;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        emulator = emulatorSettings().start();
        CamelContext context = super.createCamelContext();
        GeminiLiveConfiguration configuration = new GeminiLiveConfiguration();
        configuration.setHost(emulator.uri().toString());
        configuration.setApiKey(KEY);
        configure(configuration);
        GeminiLiveComponent component = new GeminiLiveComponent();
        component.setConfiguration(configuration);
        context.addComponent("gemini-live", component);
        context.getShutdownStrategy().setTimeout(10);
        return context;
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    final GeminiLiveComponent component() {
        return context.getComponent("gemini-live", GeminiLiveComponent.class);
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    static <T extends Throwable> T failure(Class<T> type, Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return Assertions.fail("Expected " + type.getSimpleName() + " but was " + thrown, thrown);
    }
}
