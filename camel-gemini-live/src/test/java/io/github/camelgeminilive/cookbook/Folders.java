package io.github.camelgeminilive.cookbook;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFileEndpoint;

/** The component {@code file:} whose folders are all under one: a page says {@code file:answers}, no build folder. */
final class Folders extends FileComponent {

    private final Path root;

    Folders(Path root) {
        this.root = root;
    }

    @Override
    protected GenericFileEndpoint<File> buildFileEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        // tests can't wait
        parameters.putIfAbsent("initialDelay", "0");
        return super.buildFileEndpoint(uri, root.resolve(remaining).toString(), parameters);
    }
}
