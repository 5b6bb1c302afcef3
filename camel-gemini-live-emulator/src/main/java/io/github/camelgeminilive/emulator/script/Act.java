package io.github.camelgeminilive.emulator.script;

/**
 * One thing that the model, or the server around it, does: say a sentence, call a function, vanish. An act tells the
 * stage what to do and returns at once; the stage calls the next act when this one is done. Acts are shared by every
 * conversation that runs the script, so they hold no state. Thread-safe.
 */
@FunctionalInterface
public interface Act {
    void perform(Stage stage);
}
