package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Voice;
import io.github.camelgeminilive.emulator.wire.ModelProfile;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Says what a turn has to say, chunk by chunk, and knows how long a listener will need for it. Lives as long as the
 * turn. Confined to the connection's event loop.
 */
final class Speaker {
    private final Conversation conversation;
    private final TurnOutput output;
    private final Deque<SpokenChunk> chunks = new ArrayDeque<>();
    private boolean saidWords;
    private boolean spoke;
    private long soundMillis;
    private long firstSoundNanos;

    Speaker(Conversation conversation, TurnOutput output) {
        this.conversation = conversation;
        this.output = output;
    }

    /** Queues the text with the given sound, or with the synthetic voice. */
    void say(String text, @Nullable Sound given) {
        Knobs knobs = conversation.line().knobs();
        Sound sound =
                given != null ? given : new Voice(conversation.setup().voice(), knobs.millisPerLetter).speak(text);
        conversation.log("model: " + text + " (" + sound.durationMillis() + " ms)");
        chunks.addAll(SpokenChunk.cut(text, sound, knobs.chunkMillis, saidWords));
        saidWords |= !text.isEmpty();
    }

    boolean hasMore() {
        return !chunks.isEmpty();
    }

    void silence() {
        chunks.clear();
    }

    /** Sends the next chunk. */
    SpokenChunk next() {
        SpokenChunk chunk = chunks.remove();
        send(chunk);
        if (soundMillis == 0) {
            firstSoundNanos = System.nanoTime();
        }
        soundMillis += chunk.millis();
        if (!spoke) {
            spoke = true;
            conversation.handles().turnSpoke();
        }
        return chunk;
    }

    /** How long a listener who began with the first chunk still hears this, played at so many times its duration. */
    Duration stillPlaying(double factor) {
        if (soundMillis == 0) {
            return Duration.ZERO;
        }
        long played = (System.nanoTime() - firstSoundNanos) / 1_000_000;
        return Duration.ofMillis(Math.max(0, Math.round(soundMillis * factor) - played));
    }

    private void send(SpokenChunk chunk) {
        ModelProfile profile = conversation.setup().profile();
        boolean sounds = chunk.pcm().length > 0;
        boolean transcribed =
                conversation.setup().outputTranscription() && !chunk.words().isEmpty();
        ObjectNode frame = !sounds
                ? ServerFrames.content()
                : conversation.setup().modality().equals("VIDEO")
                        ? ServerFrames.video(chunk.pcm())
                        : ServerFrames.audio(chunk.pcm(), Sound.SPOKEN_RATE);
        if (transcribed && (profile.has(SEVERAL_FIELDS) || !sounds)) {
            ServerFrames.inside(frame).putObject("outputTranscription").put("text", chunk.words());
        } else if (transcribed) {
            output.send(ServerFrames.transcription("outputTranscription", chunk.words()));
        }
        if (sounds || transcribed) {
            output.send(frame);
        }
    }
}
