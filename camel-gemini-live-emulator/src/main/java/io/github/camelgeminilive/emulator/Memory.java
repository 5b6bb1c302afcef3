package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Brain;

/**
 * The state of one conversation: what a handle stands for. Taking an input in makes a new state; resuming goes on from
 * an old one. Immutable, thread-safe.
 *
 * @param conversation its number, from 1; a resumed conversation keeps it
 * @param brain who answers
 * @param cursor where the brain stands
 * @param contextTokens how large the context has grown
 * @param lastText what was typed last
 * @param history what was typed and seeded, a line each
 * @param modelSpoke whether a turn of the model is over
 */
record Memory(
        int conversation,
        Brain brain,
        int cursor,
        int contextTokens,
        String lastText,
        String history,
        boolean modelSpoke) {
    Memory(int conversation, Brain brain, int contextTokens) {
        this(conversation, brain, 0, contextTokens, "", "", false);
    }

    Memory answered(int nextCursor) {
        return new Memory(conversation, brain, nextCursor, contextTokens, lastText, history, modelSpoke);
    }

    Memory grown(int tokens) {
        return new Memory(conversation, brain, cursor, contextTokens + tokens, lastText, history, modelSpoke);
    }

    Memory typed(String text) {
        return new Memory(conversation, brain, cursor, contextTokens, text, history, modelSpoke);
    }

    Memory spoken() {
        return new Memory(conversation, brain, cursor, contextTokens, lastText, history, true);
    }

    Memory remembering(String text) {
        String longer = history.isEmpty() || text.isEmpty() ? history + text : history + "\n" + text;
        return new Memory(conversation, brain, cursor, contextTokens, lastText, longer, modelSpoke);
    }
}
