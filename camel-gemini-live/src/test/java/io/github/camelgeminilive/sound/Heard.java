package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.TurnSummary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a sender hears. Thread-safe. */
final class Heard implements Completion {

    private final List<String> words = new CopyOnWriteArrayList<>();

    @Override
    public void written() {
        words.add("written");
    }

    @Override
    public void replied(TurnSummary turn) {
        words.add("replied " + turn.turn());
    }

    @Override
    public void failed(Failure failure) {
        words.add(failure.toString());
    }

    List<String> words() {
        return words;
    }
}
