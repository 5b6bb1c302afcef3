package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private final List<Runnable> callbacks = new ArrayList<>();
    private final Turnstile turnstile = new Turnstile(callbacks::add);
    private final List<String> order = new ArrayList<>();

    @Test
    void whatComesUpInsideWaitsUntilTheTaskIsDoneAndUserCodeComesLast() {
        turnstile.pass(() -> {
            turnstile.afterwards(() -> order.add("user code"));
            turnstile.pass(() -> order.add("inner"));
            order.add("outer");
        });

        assertThat(order).containsExactly("outer", "inner", "user code");
    }

    @Test
    void userCodeMayComeBack() {
        turnstile.pass(() -> turnstile.afterwards(() -> turnstile.pass(() -> order.add("again"))));

        assertThat(order).containsExactly("again");
    }

    @Test
    void onATimersThreadUserCodeIsHandedOver() {
        turnstile.passAside(() -> turnstile.afterwards(() -> order.add("user code")));
        assertThat(order).isEmpty();
        callbacks.forEach(Runnable::run);

        assertThat(order).containsExactly("user code");
    }

    @Test
    void whenNobodyTakesItOverUserCodeIsRunAllTheSame() {
        Turnstile shutDown = new Turnstile(task -> {
            throw new RejectedExecutionException();
        });
        shutDown.passAside(() -> shutDown.afterwards(() -> order.add("user code")));

        assertThat(order).containsExactly("user code");
    }

    @Test
    void aTaskThatLeavesNothingHandsNothingOver() {
        turnstile.passAside(() -> order.add("task"));

        assertThat(callbacks).isEmpty();
    }

    @Test
    void oneThatThrowsDoesNotKeepTheOthersFromHearing() {
        assertThatThrownBy(() -> turnstile.pass(() -> {
                    turnstile.afterwards(() -> {
                        throw new IllegalStateException("first");
                    });
                    turnstile.afterwards(() -> order.add("second"));
                    turnstile.afterwards(() -> {
                        throw new IllegalStateException("third");
                    });
                }))
                .hasMessage("first")
                .hasSuppressedException(new IllegalStateException("third"));

        assertThat(order).containsExactly("second");
    }

    @Test
    void userCodeCanOnlyBeLeftFromInside() {
        assertThatThrownBy(() -> turnstile.afterwards(() -> {})).isInstanceOf(IllegalStateException.class);
    }
}
