package io.github.camelgeminilive.tools;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A tool that records its calls and does with them what the test says. Thread-safe. */
final class FakeTool implements Tool {

    static final Duration TIMEOUT = Duration.ofSeconds(30);

    final List<ToolInvocation> accepted = new CopyOnWriteArrayList<>();
    final List<ToolInvocation> called = new CopyOnWriteArrayList<>();
    private final ToolDeclaration declaration;
    private volatile Consumer<ToolInvocation> work = call -> {};
    volatile boolean available = true;
    volatile boolean undoes;
    volatile @Nullable String scheduling;
    volatile boolean background;
    volatile Duration timeout = TIMEOUT;

    FakeTool(ToolDeclaration declaration) {
        this.declaration = declaration;
    }

    /** A tool with the argument room, which is required. */
    static FakeTool named(String name) {
        return new FakeTool(
                ToolDeclaration.of(name, "Does " + name, Map.of("room", "string", "room.required", "true"), null));
    }

    static FakeTool catchAll() {
        return new FakeTool(ToolDeclaration.of("*", null, Map.of(), null));
    }

    FakeTool doing(Consumer<ToolInvocation> work) {
        this.work = work;
        return this;
    }

    /** The only call so far. */
    ToolInvocation call() {
        if (called.size() != 1) {
            throw new AssertionError("Expected one call but was " + called);
        }
        return called.get(0);
    }

    @Override
    public ToolDeclaration declaration() {
        return declaration;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public boolean background() {
        return background;
    }

    @Override
    public @Nullable String scheduling() {
        return scheduling;
    }

    @Override
    public boolean available() {
        return available;
    }

    @Override
    public boolean undoes() {
        return undoes;
    }

    @Override
    public String origin() {
        return "route of " + declaration.name() + " #" + Integer.toHexString(System.identityHashCode(this));
    }

    @Override
    public void accepted(ToolInvocation invocation) {
        accepted.add(invocation);
    }

    @Override
    public void call(ToolInvocation invocation) {
        called.add(invocation);
        work.accept(invocation);
    }
}
