package io.github.camelgeminilive.emulator.cli;

import io.github.camelgeminilive.emulator.Knobs;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The emulator as a program: starts one, says where, and shows what is said until it is stopped. */
@Command(
        name = "gemini-live-emulator",
        description = "A server that speaks the Gemini Live protocol on a loopback port. Without a script it repeats"
                + " what it hears.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
public final class Main implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", description = "The port; 0 takes a free one (default).")
    private int port;

    @Option(names = "--host", paramLabel = "NAME", description = "The interface to listen on (default: 127.0.0.1).")
    private String host = "127.0.0.1";

    @Option(names = "--script", paramLabel = "FILE", description = "A YAML file that says what to answer.")
    private @Nullable Path script;

    @Option(names = "--tls", description = "Speak wss with a certificate made at start for localhost and 127.0.0.1.")
    private boolean tls;

    @Option(names = "--certificate", paramLabel = "FILE", description = "With --tls: write the certificate here (PEM).")
    private @Nullable Path certificate;

    @Option(names = "--api-key", paramLabel = "KEY", description = "Accept only this key; may be repeated.")
    private List<String> apiKeys = new ArrayList<>();

    @Option(names = "--retired-models", description = "Open the models that the service has shut down too.")
    private boolean retiredModels;

    @Option(names = "--fast", description = "Everything at once: no generation time, no pause for playback.")
    private boolean fast;

    @Option(names = "--quiet", description = "No dialogue on the console.")
    private boolean quiet;

    Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    command.getErr().println(error.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("Expected to be called by its command line");
        }
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "Expected --port to be from 0 to 65535 but was " + port);
        }
        if (certificate != null && !tls) {
            throw new ParameterException(spec.commandLine(), "Expected --tls beside --certificate");
        }
        PrintWriter out = spec.commandLine().getOut();
        LiveEmulator.Builder builder = LiveEmulator.builder()
                .port(port)
                .host(host)
                .tls(tls)
                .retiredModels(retiredModels)
                .apiKeys(apiKeys.toArray(String[]::new))
                .knobs(fast ? Knobs.fast() : Knobs.realistic())
                .recordedChars(0);
        if (script != null) {
            builder.scenario(scenario(spec, script));
        }
        if (!quiet) {
            builder.dialogue(line -> print(out, line));
        }
        try (LiveEmulator emulator = builder.start()) {
            if (certificate != null) {
                write(certificate, emulator.certificatePem());
            }
            print(out, "listening on " + emulator.uri());
            // Until a signal: the hook closes the sockets, so that clients see an end.
            Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "emulator-shutdown"));
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static Scenario scenario(CommandSpec spec, Path file) {
        try {
            return ScriptYaml.read(file);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String pem) {
        try {
            Files.writeString(file, pem);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the certificate to " + file + ": " + e, e);
        }
    }

    private static void print(PrintWriter out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
