package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {

    private final ToolRegistry registry = new ToolRegistry();

    @Test
    void theAgentsOwnToolsGoBeforeThoseOfEveryAgentAndNamesBeforeTheCatchAll() {
        FakeTool own = FakeTool.named("own");
        FakeTool shared = FakeTool.named("shared");
        FakeTool rest = FakeTool.catchAll();
        registry.register("home", own);
        registry.register("*", shared);
        registry.register("home", rest);

        assertThat(registry.find("home", "own")).isSameAs(own);
        assertThat(registry.find("home", "shared")).isSameAs(shared);
        assertThat(registry.find("home", "other")).isSameAs(rest);
        assertThat(registry.find("home", "*")).isNull();
        assertThat(registry.find("office", "own")).isNull();
        assertThat(registry.find("office", "shared")).isSameAs(shared);
    }

    @Test
    void declarationsAreSortedByNameAndLeaveTheCatchAllOut() {
        registry.register("home", FakeTool.named("b"));
        registry.register("*", FakeTool.named("a"));
        registry.register("home", FakeTool.catchAll());
        registry.register("office", FakeTool.named("c"));

        assertThat(registry.declarations("home"))
                .extracting(ToolDeclaration::name)
                .containsExactly("a", "b");
        assertThat(registry.tools("home")).hasSize(3);
    }

    @Test
    void twoToolsOfOneNameForOneAgentAreRefusedAndBothNamed() {
        FakeTool first = FakeTool.named("x");
        FakeTool second = FakeTool.named("x");
        registry.register("home", first);

        for (String agent : List.of("home", "*")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> registry.register(agent, second))
                    .withMessageContaining(first.origin())
                    .withMessageContaining(second.origin());
        }
        assertThatCode(() -> registry.register("office", second)).doesNotThrowAnyException();
        assertThat(registry.find("home", "x")).isSameAs(first);
    }

    @Test
    void aToolOfEveryAgentTakesItsNameFromAll() {
        registry.register("*", FakeTool.named("x"));

        assertThatIllegalStateException().isThrownBy(() -> registry.register("home", FakeTool.named("x")));
    }

    @Test
    void aRouteThatIsReloadedLeavesNoConflict() {
        FakeTool before = FakeTool.named("x");
        FakeTool after = FakeTool.named("x");
        registry.register("home", before);
        registry.unregister("home", before);
        registry.register("home", after);
        registry.unregister("home", before);

        assertThat(registry.find("home", "x")).isSameAs(after);
        assertThat(registry.wasHere("home", "x")).isFalse();
    }

    @Test
    void toolsThatWentAwayAreRemembered() {
        FakeTool tool = FakeTool.named("x");
        registry.register("*", tool);
        assertThat(registry.wasHere("home", "x")).isFalse();
        registry.unregister("*", tool);

        assertThat(registry.wasHere("home", "x")).isTrue();
        assertThat(registry.wasHere("home", "y")).isFalse();
    }

    @Test
    void onlyAThousandOfThemAreRemembered() {
        for (int i = 0; i <= 1_000; i++) {
            FakeTool tool = FakeTool.named("x" + i);
            registry.register("home", tool);
            registry.unregister("home", tool);
        }

        assertThat(registry.wasHere("home", "x0")).isFalse();
        assertThat(registry.wasHere("home", "x1")).isTrue();
    }

    @Test
    void listenersHearOfChangesAfterTheyWereMade() {
        List<String> heard = new ArrayList<>();
        ToolRegistry.Listener listener =
                agent -> heard.add(agent + registry.declarations("home").size());
        registry.addListener(listener);
        FakeTool tool = FakeTool.named("x");

        registry.register("home", tool);
        registry.unregister("home", tool);
        registry.unregister("home", tool);
        registry.removeListener(listener);
        registry.register("*", tool);

        assertThat(heard).containsExactly("home1", "home0");
    }
}
