package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tools that an agent is offered from elsewhere than its routes. */
class OfferedToolsTest {

    private final ToolRegistry registry = new ToolRegistry();
    private final List<String> changes = new ArrayList<>();
    private final FakeTool offered = FakeTool.named("light");
    private final FakeTool other = FakeTool.named("other");

    OfferedToolsTest() {
        registry.addListener(changes::add);
        registry.offer("home", List.of(offered, other));
    }

    @Test
    void theyAreDeclaredAndFoundForTheirAgentOnly() {
        assertThat(registry.find("home", "light")).isSameAs(offered);
        assertThat(registry.find("office", "light")).isNull();
        assertThat(registry.tools("home")).containsExactly(offered, other);
        assertThat(registry.declarations("office")).isEmpty();
        assertThat(changes).containsExactly("home");
    }

    @Test
    void aRouteOfTheNameGoesBeforeForAsLongAsItIsThere() {
        FakeTool route = FakeTool.named("light");
        registry.register("*", route);
        assertThat(registry.find("home", "light")).isSameAs(route);
        assertThat(registry.before("home", "light")).isSameAs(route);
        assertThat(registry.tools("home")).containsExactly(route, other);
        registry.unregister("*", route);
        assertThat(registry.find("home", "light")).isSameAs(offered);
        assertThat(registry.wasHere("home", "light")).isTrue();
    }

    @Test
    void theyGoBeforeARouteThatTakesAllCalls() {
        registry.register("home", FakeTool.catchAll());
        assertThat(registry.find("home", "light")).isSameAs(offered);
    }

    @Test
    void theNextOfferReplacesTheLastAndWhatIsGoneIsRemembered() {
        registry.offer("home", List.of(offered));
        assertThat(registry.find("home", "other")).isNull();
        assertThat(registry.wasHere("home", "other")).isTrue();
        registry.offer("home", List.of(offered, other));
        assertThat(registry.wasHere("home", "other")).isFalse();
    }

    @Test
    void listenersHearOfChangesOnly() {
        registry.offer("home", List.of(FakeTool.named("light"), FakeTool.named("other")));
        assertThat(changes).containsExactly("home");
        registry.offer("home", List.of());
        assertThat(changes).containsExactly("home", "home");
    }
}
