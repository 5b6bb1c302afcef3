package io.github.camelgeminilive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tables and blocks of the manual, for tests that hold them to what runs. */
final class ManualTable {

    private ManualTable() {}

    /** The code in the first column of a section's tables. */
    static List<String> firstColumn(String page, String heading) {
        return section(page, heading)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    /** The line of a section's table that begins with this code. */
    static String row(String page, String heading, String code) {
        return section(page, heading)
                .lines()
                .filter(line -> line.startsWith("| `" + code + "` "))
                .findFirst()
                .orElseThrow();
    }

    /** The first fenced block of a section in a language. */
    static String block(String page, String heading, String language) {
        String section = section(page, heading);
        int begin = section.indexOf("```" + language + "\n");
        return section.substring(section.indexOf('\n', begin) + 1, section.indexOf("```", begin + 3));
    }

    private static String section(String page, String heading) {
        try {
            String text = Files.readString(Path.of("..").resolve(page));
            int begin = text.indexOf("\n## " + heading + "\n");
            if (begin < 0) {
                throw new IllegalStateException("Expected section " + heading + " in " + page);
            }
            int end = text.indexOf("\n## ", begin + 1);
            return text.substring(begin, end < 0 ? text.length() : end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
