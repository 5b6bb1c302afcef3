package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a {@link LiveEmulator} for JUnit 5 tests, and fails a test whose conversation did not follow its script.
 *
 * <pre>{@code
 * @RegisterExtension
 * LiveEmulatorExtension gemini = LiveEmulatorExtension.with(emulator -> emulator
 *         .scenario(Scenario.create().onText("hello").say("Hi.")));
 * }</pre>
 *
 * In an instance field each test has its own emulator; in a static field one emulator serves the class and is verified
 * after each test. With {@code @ExtendWith} a test takes the emulator as a parameter. Confined to the test's thread.
 */
public final class LiveEmulatorExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Consumer<LiveEmulator.Builder> settings;
    private @Nullable LiveEmulator emulator;
    private boolean shared;

    /** A plain emulator that parrots until a test gives it a scenario. */
    public LiveEmulatorExtension() {
        this(builder -> {});
    }

    private LiveEmulatorExtension(Consumer<LiveEmulator.Builder> settings) {
        this.settings = settings;
    }

    public static LiveEmulatorExtension with(Consumer<LiveEmulator.Builder> settings) {
        return new LiveEmulatorExtension(settings);
    }

    public static LiveEmulatorExtension playing(Scenario scenario) {
        return with(builder -> builder.scenario(scenario));
    }

    /** The running emulator. */
    public LiveEmulator emulator() {
        if (emulator == null) {
            throw new IllegalStateException("Expected a running test: the emulator starts before each test");
        }
        return emulator;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LiveEmulator running = emulator();
        try {
            // A test that failed already says why; the script's complaint would only cover that.
            if (context.getExecutionException().isEmpty()) {
                running.verify();
            }
        } finally {
            if (!shared) {
                stop();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
        shared = false;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LiveEmulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return emulator();
    }

    private void start() {
        LiveEmulator.Builder builder = LiveEmulator.builder();
        settings.accept(builder);
        emulator = builder.start();
    }

    private void stop() {
        if (emulator != null) {
            emulator.close();
            emulator = null;
        }
    }
}
