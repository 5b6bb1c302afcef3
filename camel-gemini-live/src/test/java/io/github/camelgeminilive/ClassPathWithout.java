package io.github.camelgeminilive;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** The class path of the tests without the jars of optional libraries; all classes are loaded anew. */
public final class ClassPathWithout implements AutoCloseable {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    /** @param jars a regular expression that the paths of the missing jars hold */
    public ClassPathWithout(String jars) {
        String surefire = System.getProperty("surefire.test.class.path");
        String path = surefire != null ? surefire : System.getProperty("java.class.path");
        URL[] without = Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(" + jars + ").*"))
                .map(ClassPathWithout::url)
                .toArray(URL[]::new);
        this.loader = new URLClassLoader(without, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** The same class as this one, as it is there. */
    public Class<?> load(Class<?> type) throws ClassNotFoundException {
        return loader.loadClass(type.getName());
    }

    /** What the static method {@code run} of a class says there. */
    Object run(Class<?> type) throws ReflectiveOperationException {
        return load(type).getMethod("run").invoke(null);
    }

    @Override
    public void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(entry, e);
        }
    }
}
