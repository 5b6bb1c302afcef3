package io.github.camelgeminilive.examples.booking;

import io.github.camelgeminilive.emulator.Knobs;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * Telephones with the theatre: books, talks over a second booking, and asks for money back, which a colleague approves.
 * Talks to Google when GEMINI_API_KEY is set, to an emulator in this JVM when not. Exits with 0 only if the conversation
 * came to its end.
 */
public final class Booking {

    private static final String COMPONENT = "camel.component.gemini-live.";

    /** How long one step of the conversation may take. */
    private static final long PATIENCE_SECONDS = 60;

    private final Path home;
    private final @Nullable String key;
    private final boolean hurry;

    private final Till till = new Till();

    /** Names of the events that the caller waits for. */
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /**
     * An example ready to run.
     *
     * @param home the folder with {@code speech} and {@code emulator}
     * @param key an API key of Google's, or null for the emulator
     * @param hurry whether everybody speaks faster than people do, for tests
     */
    Booking(Path home, @Nullable String key, boolean hurry) {
        this.home = home;
        this.hurry = hurry;
        this.key = key == null || key.isBlank() ? null : key;
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("booking.home", "."));
        boolean complete = new Booking(home, System.getenv("GEMINI_API_KEY"), false).run();
        System.exit(complete ? 0 : 1);
    }

    /** Whether the conversation came to its end. */
    boolean run() throws Exception {
        Path approvals = Files.createDirectories(home.resolve("target").resolve("approvals"));
        // of a run that was cut off
        Files.deleteIfExists(approvals.resolve("1.yes"));
        Main camel = theatre(till);
        camel.configure().addRoutesBuilder(new DialogueRoutes());
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                // a recording, played to the model; nobody waits for an answer
                from("direct:caller").to("gemini-live:theatre?pace=" + (hurry ? "unpaced" : "auto"));
                from("gemini-live:theatre?events=turnComplete")
                        .process(e -> heard.add(e.getMessage().getHeader("CamelGeminiLiveEvent", String.class)));
            }
        });
        camel.addOverrideProperty("booking.approvals", approvals.toString());
        if (hurry) {
            camel.addOverrideProperty("booking.bankMillis", "1500");
        }
        if (key != null) {
            camel.addOverrideProperty(COMPONENT + "api-key", key);
            return talk(camel, approvals);
        }
        System.out.println("GEMINI_API_KEY is not set: talking to the emulator in this JVM");
        try (LiveEmulator emulator = LiveEmulator.builder()
                .scenario(ScriptYaml.read(home.resolve("emulator").resolve("booking.yaml")))
                .knobs(Knobs.realistic().millisPerLetter(hurry ? 20 : 50))
                .start()) {
            camel.addOverrideProperty(COMPONENT + "api-key", "any");
            camel.addOverrideProperty(COMPONENT + "host", emulator.uri().toString());
            return talk(camel, approvals);
        }
    }

    /** The application, without anybody who calls. */
    static Main theatre(Till till) {
        Main camel = new Main();
        camel.bind("till", till);
        camel.configure().addRoutesBuilder(new BookingRoutes());
        camel.configure().addRoutesBuilder(new RefundRoutes());
        return camel;
    }

    private boolean talk(Main camel, Path approvals) throws Exception {
        camel.start();
        ProducerTemplate caller = camel.getCamelTemplate();
        speak(caller, "1-hamlet.wav");
        boolean complete = hears("turnComplete");

        // talked over while the row is written and the bank is asked
        speak(caller, "2-macbeth.wav");
        complete &= till.awaitEntry("took 80 for Macbeth", PATIENCE_SECONDS);
        speak(caller, "3-stop.wav");
        complete &=
                hears("turnComplete", "turnComplete") && till.awaitEntry("gave back 80 for Macbeth", PATIENCE_SECONDS);

        speak(caller, "4-refund.wav");
        complete &= hears("turnComplete");
        Files.createFile(approvals.resolve("1.yes"));
        complete &= hears("turnComplete");

        System.out.println("\nThe books say:");
        caller.sendBody("direct:books", "");
        System.out.println("The till says:");
        till.getEntries().forEach(entry -> System.out.println("  " + entry.text()));
        camel.stop();
        if (!complete) {
            System.err.println("The conversation did not come to its end");
        }
        return complete;
    }

    private void speak(ProducerTemplate caller, String recording) {
        caller.sendBody(
                "direct:caller", home.resolve("speech").resolve(recording).toFile());
    }

    /** Whether these events come in time, in this order; others may come between them. */
    private boolean hears(String... events) throws InterruptedException {
        for (String event : events) {
            String next;
            do {
                next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } while (next != null && !next.equals(event));
            if (next == null) {
                return false;
            }
        }
        return true;
    }
}
