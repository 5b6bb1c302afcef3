package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.ContentReader;
import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.session.FamilyInput;
import io.github.camelgeminilive.session.Opening;
import java.util.List;

/** What the conversations of an agent begin with, by its options and by what a session has of its own. */
final class Openings {

    private Openings() {}

    /**
     * The beginning of a session.
     *
     * @param configuration whose texts have been loaded
     * @throws IllegalArgumentException where it can't be read, or the model's family does not take it
     */
    static Opening of(GeminiLiveConfiguration configuration, SetupComposer setup, SessionOverrides own) {
        FamilyInput family = new FamilyInput(setup.model(), setup.profile(), setup.manualActivity());
        String option = configuration.getHistory();
        List<Content> history = List.of();
        if (own.history() != null) {
            history = family.history("Header " + GeminiLiveConstants.HISTORY, own.history());
        } else if (option != null) {
            history = family.history("Option history", ContentReader.contents("Option history", option));
        }
        if (!history.isEmpty()) {
            // what can't be written would end the session when it begins
            new JsonCodec().encode(new ClientContent(history, true));
        }
        String greeting = configuration.getGreeting();
        if (greeting == null || greeting.isBlank()) {
            return new Opening(history, null);
        }
        family.checkSees("Option greeting");
        return new Opening(history, greeting);
    }
}
