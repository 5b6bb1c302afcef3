package io.github.camelgeminilive.emulator.script;

/** What the user is to have said: the one act that a session performs which hears and generates nothing. */
public record Transcript(String text) implements Act {
    @Override
    public void perform(Stage stage) {
        stage.transcript(text);
    }
}
