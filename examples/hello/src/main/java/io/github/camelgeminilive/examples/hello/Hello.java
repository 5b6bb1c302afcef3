package io.github.camelgeminilive.examples.hello;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * Runs the routes until every recording has its answer. Talks to Google when GEMINI_API_KEY is set, to an emulator in
 * this JVM when not. Exits with 0 only if every answer was complete.
 *
 * <p>Arguments: {@code java} (the default) or {@code yaml} for the same routes in that form.
 */
public final class Hello {

    private static final String COMPONENT = "camel.component.gemini-live.";

    /** How long one recording and its answer may take. */
    private static final long SECONDS_EACH = 60;

    private final boolean yaml;
    private final Path home;
    private final Path answers;
    private final @Nullable String key;

    /**
     * An example ready to run.
     *
     * @param home the folder with {@code speech} and {@code emulator}
     * @param answers where the answers go
     * @param key an API key of Google's, or null for the emulator
     */
    Hello(boolean yaml, Path home, Path answers, @Nullable String key) {
        this.yaml = yaml;
        this.home = home;
        this.answers = answers;
        this.key = key == null || key.isBlank() ? null : key;
    }

    public static void main(String[] args) throws Exception {
        boolean yaml = args.length > 0 && "yaml".equals(args[0]);
        Path home = Path.of(System.getProperty("hello.home", "."));
        Path answers = home.resolve("target").resolve("answers");
        boolean complete = new Hello(yaml, home, answers, System.getenv("GEMINI_API_KEY")).run();
        System.exit(complete ? 0 : 1);
    }

    /** Whether every recording got a complete answer. */
    boolean run() throws Exception {
        List<Path> recordings = wavs(home.resolve("speech"));
        Main camel = new Main();
        if (yaml) {
            camel.configure().withRoutesIncludePattern("classpath:hello.yaml");
        } else {
            camel.configure().addRoutesBuilder(new HelloRoutes());
        }
        camel.addOverrideProperty("hello.speech", home.resolve("speech").toString());
        camel.addOverrideProperty("hello.answers", answers.toString());
        if (key != null) {
            camel.addOverrideProperty(COMPONENT + "api-key", key);
            return talk(camel, recordings);
        }
        System.out.println("GEMINI_API_KEY is not set: talking to the emulator in this JVM");
        try (LiveEmulator emulator = LiveEmulator.builder()
                .scenario(ScriptYaml.read(home.resolve("emulator").resolve("hello.yaml")))
                .start()) {
            camel.addOverrideProperty(COMPONENT + "api-key", "any");
            camel.addOverrideProperty(COMPONENT + "host", emulator.uri().toString());
            return talk(camel, recordings);
        }
    }

    private boolean talk(Main camel, List<Path> recordings) throws Exception {
        camel.init();
        CamelContext context = camel.getCamelContext();
        NotifyBuilder answered = new NotifyBuilder(context)
                .fromRoute("speech")
                .whenCompleted(recordings.size())
                .or()
                .fromRoute("speech")
                .whenFailed(1)
                .create();
        NotifyBuilder complete = new NotifyBuilder(context)
                .fromRoute("speech")
                .whenCompleted(recordings.size())
                .create();
        camel.start();
        boolean done = answered.matches(SECONDS_EACH * recordings.size(), TimeUnit.SECONDS)
                && complete.matches(1, TimeUnit.SECONDS);
        if (done) {
            System.out.println("\nThe database says:");
            context.createProducerTemplate().sendBody("direct:lights", "");
        }
        camel.stop();
        if (done) {
            System.out.println("\nThe answers, to be heard:");
            wavs(answers).forEach(System.out::println);
        } else {
            System.err.println("Not every recording got a complete answer");
        }
        return done;
    }

    private static List<Path> wavs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".wav"))
                    .sorted()
                    .toList();
        }
    }
}
