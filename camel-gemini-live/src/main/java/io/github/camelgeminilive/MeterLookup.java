package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.CallMeters;
import io.github.camelgeminilive.observe.MicrometerCallMeters;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application's meter registry; never makes one.
 *
 * <p>Thread-safe: stateless.
 */
final class MeterLookup {

    private MeterLookup() {}

    /** What measures an agent's calls; nothing where Micrometer or a registry is missing. */
    static CallMeters of(CamelContext context, String agent) {
        try {
            return MicrometerCallMeters.of(new Beans(context.getRegistry()), context.getName(), agent);
        } catch (LinkageError e) {
            // Micrometer is optional
            return CallMeters.NONE;
        }
    }

    private record Beans(Registry registry) implements MicrometerCallMeters.Beans {
        @Override
        public <T> @Nullable T named(String name, Class<T> type) {
            return registry.lookupByNameAndType(name, type);
        }

        @Override
        public <T> Set<T> all(Class<T> type) {
            return registry.findByType(type);
        }
    }
}
