package io.github.camelgeminilive.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page in Markdown.
 *
 * @param path of the file
 * @param text what is in it
 */
record Page(Path path, String text) {

    /** The root of the repository: tests run in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> ELSEWHERE = Set.of("target", ".git", "src");

    private static final Pattern FENCED =
            Pattern.compile("^( *)```([a-z]*)\\n(.*?)^ *```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);

    /**
     * A fenced block.
     *
     * @param language after the fence, or empty
     * @param line of the page on which the code begins
     */
    record Block(Page page, String language, String code, int line) {

        String name() {
            return page.name() + ":" + line;
        }
    }

    /** All pages of the repository. */
    static List<Page> all() {
        List<Path> pages = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    // files come and go in them while builds run
                    return ELSEWHERE.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".md")) {
                        pages.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages.stream().sorted().map(Page::read).toList();
    }

    /** The pages of the manual, README.md first. */
    static List<Page> manual() {
        return all().stream()
                .filter(page -> page.name().equals("README.md") || page.name().startsWith("docs/"))
                .toList();
    }

    /** A page by its path in the repository. */
    static Page of(String name) {
        return read(ROOT.resolve(name));
    }

    private static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path in the repository, with slashes. */
    String name() {
        return ROOT.relativize(path).toString().replace('\\', '/');
    }

    /** The fenced blocks in their order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = FENCED.matcher(text);
        while (matcher.find()) {
            int line = (int) text.substring(0, matcher.start(3))
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            blocks.add(new Block(this, matcher.group(2), matcher.group(3), line));
        }
        return blocks;
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** The text without fenced blocks. */
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** What stands between backticks in the prose. */
    List<String> code() {
        return found(CODE, prose());
    }

    /** What stands between backticks in the first cell of a table's rows. */
    List<String> firstCells() {
        return prose().lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> found(CODE, line.substring(0, line.indexOf("| ", 2))).stream())
                .toList();
    }

    /** The names that links to headings use. */
    List<String> anchors() {
        return found(HEADING, prose()).stream()
                .map(heading -> heading.toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .strip()
                        .replace(' ', '-'))
                .toList();
    }

    /** The section under a heading, to the next of the same or a higher level. */
    String section(String heading) {
        Matcher begin = Pattern.compile("^(#+) " + Pattern.quote(heading) + "$", Pattern.MULTILINE)
                .matcher(text);
        if (!begin.find()) {
            throw new AssertionError("Expected the heading '" + heading + "' in " + name() + " but there is none");
        }
        Matcher end = Pattern.compile("^#{1," + begin.group(1).length() + "} ", Pattern.MULTILINE)
                .matcher(text);
        return text.substring(begin.end(), end.find(begin.end()) ? end.start() : text.length());
    }

    /** The same page with a part of its text. */
    Page only(String part) {
        return new Page(path, part);
    }

    static List<String> found(Pattern pattern, String in) {
        return pattern.matcher(in)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
