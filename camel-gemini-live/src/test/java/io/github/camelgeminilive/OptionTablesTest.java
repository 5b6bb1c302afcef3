package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;

/**
 * The tables of options and headers in the manual come from the metadata: {@code -DupdateDocs=true} writes them, any
 * other run fails when they are stale.
 */
class OptionTablesTest {

    private static final Path PAGE = Path.of("../docs/options.md");

    @Test
    void tablesOfTheManualAreThoseOfTheCode() throws Exception {
        ComponentModel model = MetadataTest.model();
        StringBuilder page = new StringBuilder("# Options and headers\n\nMade from the component's metadata by"
                + " `OptionTablesTest` (`-DupdateDocs=true`): change the Javadoc in the code, not this page.\n"
                + "Durations are milliseconds or have a unit (`10s`, `5m`).\n");
        table(page, "Path parameters", model.getEndpointPathOptions());
        table(page, "Query parameters", model.getEndpointParameterOptions());
        table(page, "Message headers", model.getEndpointHeaders());
        table(page, "Component options", model.getComponentOptions());
        if (Boolean.getBoolean("updateDocs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/options.md: run this test with -DupdateDocs=true and commit the page")
                .isEqualTo(page.toString());
    }

    private static void table(StringBuilder out, String title, List<? extends BaseOptionModel> options) {
        out.append("\n## ").append(title).append(" (").append(options.size()).append(")\n\n");
        out.append("| name | labels | what it is | default | type |\n| --- | --- | --- | --- | --- |\n");
        for (BaseOptionModel option : options) {
            out.append("| `").append(option.getPrefix() == null ? option.getName() : option.getPrefix() + "*");
            out.append("` | ").append(text(option.getLabel()).replace(",", ", "));
            out.append(" | ").append(option.isRequired() ? "Required. " : "").append(text(option.getDescription()));
            if (option.getEnums() != null && !option.getEnums().isEmpty()) {
                out.append(" One of: ")
                        .append(String.join(", ", option.getEnums()))
                        .append('.');
            }
            if (option.isSecret()) {
                out.append(" Secret: use a property placeholder or a vault.");
            }
            out.append(" | ").append(option.getDefaultValue() == null ? "" : option.getDefaultValue());
            out.append(" | ").append(type(option)).append(" |\n");
        }
    }

    private static String type(BaseOptionModel option) {
        String java = text(option.getJavaType()).replaceAll("<.*", "");
        return java.substring(java.lastIndexOf('.') + 1);
    }

    private static String text(String value) {
        return value == null ? "" : value.replace("|", "\\|").replace('\n', ' ');
    }
}
