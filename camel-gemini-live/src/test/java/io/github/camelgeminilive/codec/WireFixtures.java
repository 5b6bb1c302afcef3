package io.github.camelgeminilive.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files under {@code wire/}: one message each, their origins in {@code ORIGIN.md}. */
final class WireFixtures {

    private WireFixtures() {}

    /** Names without extension of all fixtures of one side, {@code server} or {@code client}. */
    static List<String> names(String side) {
        try (Stream<Path> files = Files.list(root().resolve(side))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(String side, String name) {
        return bytes(root().resolve(side).resolve(name + ".json"));
    }

    static String origins() {
        return new String(bytes(root().resolve("ORIGIN.md")), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(WireFixtures.class.getResource("/wire"), "wire fixtures")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
