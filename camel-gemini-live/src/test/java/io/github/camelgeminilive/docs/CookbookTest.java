package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cookbook shows what its tests run: a block behind {@code <!-- recipe NAME -->} is the region NAME of a test (java),
 * the file NAME.yaml that it loads (yaml), or the file NAME.txt with what it has to log (text). {@code -DupdateDocs=true}
 * writes the blocks, any other run fails when they are stale.
 */
class CookbookTest {

    private static final Path TESTS = Path.of("src/test/java/io/github/camelgeminilive/cookbook");
    private static final Path RESOURCES = Path.of("src/test/resources/cookbook");
    private static final Pattern REGION = Pattern.compile(
            "^ *// cookbook:begin ([a-z0-9-]+)\\n(.*?)^ *// cookbook:end$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SHOWN = Pattern.compile(
            "^<!-- recipe ([a-z0-9-]+) -->\\n```(java|yaml|text|json)\\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    static List<Page> pages() {
        return Page.all().stream()
                .filter(page -> page.name().startsWith("docs/cookbook/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageShowsWhatRuns(Page page) throws IOException {
        Map<String, String> sources = sources();
        String fresh = SHOWN.matcher(page.text()).replaceAll((MatchResult shown) -> {
            String source = sources.get(shown.group(1) + "." + shown.group(2));
            assertThat(source)
                    .as("%s shows recipe %s in %s, which no test has", page, shown.group(1), shown.group(2))
                    .isNotNull();
            return Matcher.quoteReplacement(
                    "<!-- recipe " + shown.group(1) + " -->\n```" + shown.group(2) + "\n" + source + "```");
        });
        if (Boolean.getBoolean("updateDocs")) {
            Files.writeString(page.path(), fresh);
        }
        assertThat(Files.readString(page.path()))
                .as("%s: run this test with -DupdateDocs=true and commit the page", page)
                .isEqualTo(fresh);
        long routes = page.blocks().stream()
                .filter(block -> block.language().matches("java|yaml"))
                .count();
        assertThat(shown(page).stream()
                        .filter(name -> name.matches(".*\\.(java|yaml)"))
                        .count())
                .as("routes of %s that run, of all that it shows", page)
                .isEqualTo(routes);
    }

    @Test
    void everyRecipeIsShownInJavaAndYamlWithWhatIsSeen() {
        Set<String> shown =
                pages().stream().flatMap(page -> shown(page).stream()).collect(Collectors.toSet());
        Set<String> names = new TreeSet<>();
        sources().keySet().forEach(source -> names.add(source.substring(0, source.indexOf('.'))));
        assertThat(names).hasSizeGreaterThan(5);
        Set<String> wanted = names.stream()
                .flatMap(name -> Stream.of(name + ".java", name + ".yaml", name + ".text"))
                .collect(Collectors.toSet());
        // besides these, files that a route reads
        assertThat(sources().keySet()).containsAll(wanted);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(sources().keySet());
    }

    @Test
    void theIndexNamesEveryTest() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            List<String> tests = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Test.java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .toList();
            String table = Page.of("docs/cookbook/README.md").section("Scenarios");
            assertThat(new TreeSet<>(Page.found(TEST, table))).isEqualTo(new TreeSet<>(tests));
        }
    }

    private static List<String> shown(Page page) {
        return SHOWN.matcher(page.text())
                .results()
                .map(shown -> shown.group(1) + "." + shown.group(2))
                .toList();
    }

    /** What is shown, by {@code name.language}. */
    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> tests = Files.list(TESTS);
                Stream<Path> resources = Files.list(RESOURCES)) {
            for (Path test : tests.toList()) {
                for (MatchResult region : new ArrayList<>(
                        REGION.matcher(Files.readString(test)).results().toList())) {
                    String before = sources.put(
                            region.group(1) + ".java",
                            region.group(2).stripTrailing().stripIndent() + "\n");
                    assertThat(before).as("a second region %s", region.group(1)).isNull();
                }
            }
            for (Path resource : resources.toList()) {
                String name = resource.getFileName().toString().replaceFirst("\\.txt$", ".text");
                sources.put(name, Files.readString(resource));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
