package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links within the repository lead somewhere. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    static List<Page> all() {
        return Page.all();
    }

    @Test
    void thereArePagesWithLinks() {
        assertThat(Page.all()).hasSizeGreaterThan(15);
        assertThat(Page.found(LINK, Page.of("README.md").prose())).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRelativeLinkResolves(Page page) {
        List<String> broken = Page.found(LINK, page.prose()).stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .map(link -> problem(page, link))
                .filter(Objects::nonNull)
                .toList();
        assertThat(broken).as("links of %s that lead nowhere", page).isEmpty();
    }

    @Test
    void everyPageOfTheManualIsInItsIndex() {
        Page index = Page.of("docs/README.md");
        List<String> linked = Page.found(LINK, index.prose());
        List<String> missing = Page.manual().stream()
                .map(Page::name)
                .filter(name -> name.startsWith("docs/") && !name.equals(index.name()))
                .filter(name -> !linked.contains(name.substring("docs/".length())))
                .toList();
        assertThat(missing).as("pages without a link in %s", index).isEmpty();
    }

    private static @Nullable String problem(Page page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty()
                ? page.path()
                : Objects.requireNonNull(page.path().getParent()).resolve(file).normalize();
        if (!Files.exists(target)) {
            return link + ": no such file";
        }
        boolean toHeading = hash >= 0 && target.toString().endsWith(".md");
        if (toHeading
                && !Page.of(Page.ROOT.relativize(target).toString()).anchors().contains(link.substring(hash + 1))) {
            return link + ": no such heading";
        }
        return null;
    }
}
