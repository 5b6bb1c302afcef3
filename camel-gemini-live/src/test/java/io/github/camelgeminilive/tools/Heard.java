package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import java.util.function.Consumer;

/** Another route that sends: hears whether its input was written. */
record Heard(Consumer<Boolean> done) implements Completion {

    @Override
    public void written() {
        done.accept(true);
    }

    @Override
    public void failed(Failure failure) {
        done.accept(false);
    }
}
