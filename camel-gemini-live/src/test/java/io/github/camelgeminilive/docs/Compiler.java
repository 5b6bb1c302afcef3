package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles what a page shows, against the class path of the tests. */
final class Compiler {

    private Compiler() {}

    /** The classes, compiled into a folder; fails with what the compiler says. */
    static ClassLoader compile(Path folder, String type, String code) throws IOException {
        Path source = Files.writeString(folder.resolve(type + ".java"), code);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "--release", "17", "-d", folder.toString(), "-classpath", classPath());
            compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        assertThat(compiled).as("%s%n%s", said, code).isTrue();
        return new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, Thread.currentThread().getContextClassLoader());
    }

    private static String classPath() {
        String surefire = System.getProperty("surefire.test.class.path");
        return surefire != null ? surefire : System.getProperty("java.class.path");
    }
}
