package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Micrometer and camel-telemetry are optional: calls work where they are not on the class path. */
class UnseenTest {

    @Test
    void aCallWorksWithoutMetricsAndTelemetry() throws Exception {
        String surefire = System.getProperty("surefire.test.class.path");
        String path = surefire != null ? surefire : System.getProperty("java.class.path");
        URL[] without = Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(micrometer|camel-telemetry|HdrHistogram|LatencyUtils).*"))
                .map(UnseenTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Object said =
                    loader.loadClass(UnseenRun.class.getName()).getMethod("run").invoke(null);
            assertThat(said).isEqualTo("It is on.");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(entry, e);
        }
    }
}
