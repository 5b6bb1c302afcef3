package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.Part;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the parts that the model produces, and notes them in their turn.
 *
 * <p>Confined to the session's mailbox.
 */
final class ModelParts {

    private final Effects out;
    private final long maxReplyAudioBytes;

    /** The last mime type of sound and its rate: it hardly ever changes, and is not read anew for each chunk. */
    private String soundType = "";

    private int soundRate;
    private final OddByte oddByte = new OddByte();

    ModelParts(Effects out, long maxReplyAudioBytes) {
        this.out = out;
        this.maxReplyAudioBytes = maxReplyAudioBytes;
    }

    /**
     * Delivers one part.
     *
     * @param turn the turn that it belongs to, null where there are none
     */
    void deliver(Part part, @Nullable Turn turn, long now) {
        if (part instanceof Part.InlineData data) {
            media(turn, data, now);
            return;
        }
        if (turn != null) {
            turn.note(part);
        }
        long number = turn == null ? 0 : turn.number;
        if (part instanceof Part.Text text) {
            out.deliver(text.thought() ? EventKind.thought : EventKind.text, number, text.text());
        } else if (part instanceof Part.ExecutableCode) {
            out.deliver(EventKind.executableCode, number, part);
        } else if (part instanceof Part.CodeExecutionResult) {
            out.deliver(EventKind.codeExecutionResult, number, part);
        } else if (part instanceof Part.Other other) {
            out.deliver(EventKind.part, number, other.fields());
        }
    }

    private void media(@Nullable Turn turn, Part.InlineData data, long now) {
        if (!data.mimeType().equals(soundType)) {
            soundType = data.mimeType();
            soundRate = Sound.rateOf(soundType);
        }
        long number = turn == null ? 0 : turn.number;
        if (soundRate == 0) {
            out.deliver(EventKind.video, number, new Sound(data.data(), soundType, soundRate));
            return;
        }
        Sound sound = new Sound(oddByte.aligned(number, data.data()), soundType, soundRate);
        if (sound.data().length == 0) {
            return;
        }
        if (turn != null) {
            turn.sounded(sound, now, maxReplyAudioBytes);
        }
        out.deliver(EventKind.audio, number, sound);
    }
}
