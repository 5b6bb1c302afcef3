package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Continuity;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be turned on an emulator without touching its script: pace, shape of the frames, the life of connections.
 * Set before connections come; each takes a copy when it opens. Not thread-safe while it is set.
 */
public final class Knobs {
    double generationSpeed;
    double playback;
    int millisPerLetter = 60;
    int chunkMillis = 160;
    boolean binary;
    boolean pretty;
    int fragments = 1;
    int emptyFrameEvery;
    boolean unknownFields;
    Duration setupDelay = Duration.ZERO;
    boolean sessionId;

    @Nullable
    Boolean handles;

    @Nullable
    Duration lifetime;

    Duration goAwayLead = Duration.ofSeconds(60);
    boolean generationComplete = true;
    int maxMessageBytes = 16 << 20;
    Continuity continuity = new Continuity();

    private Knobs() {}

    /** For tests: everything at once, no pause for playback. */
    public static Knobs fast() {
        return new Knobs();
    }

    /** For people: speech is generated at four times its speed, and a turn lasts as long as its sound. */
    public static Knobs realistic() {
        return new Knobs().generationSpeed(4).playback(1);
    }

    public Knobs copy() {
        Knobs copy = new Knobs();
        copy.generationSpeed = generationSpeed;
        copy.playback = playback;
        copy.millisPerLetter = millisPerLetter;
        copy.chunkMillis = chunkMillis;
        copy.binary = binary;
        copy.pretty = pretty;
        copy.fragments = fragments;
        copy.emptyFrameEvery = emptyFrameEvery;
        copy.unknownFields = unknownFields;
        copy.setupDelay = setupDelay;
        copy.sessionId = sessionId;
        copy.handles = handles;
        copy.lifetime = lifetime;
        copy.goAwayLead = goAwayLead;
        copy.generationComplete = generationComplete;
        copy.maxMessageBytes = maxMessageBytes;
        copy.continuity = continuity.copy();
        return copy;
    }

    /** How much faster than real time sound is sent; 0 sends it at once. */
    public Knobs generationSpeed(double times) {
        generationSpeed = times;
        return this;
    }

    /** The pause between generationComplete and turnComplete, as a part of the time that the sound plays; 0 for none. */
    public Knobs playback(double factor) {
        playback = factor;
        return this;
    }

    /** How slowly the synthetic voice speaks, in ms per character. */
    public Knobs millisPerLetter(int millis) {
        millisPerLetter = millis;
        return this;
    }

    /** The sound in one frame: a multiple of 40 ms (1,920 bytes), from 40 to 240. */
    public Knobs chunkMillis(int millis) {
        if (millis < 40 || millis > 240 || millis % 40 != 0) {
            throw new IllegalArgumentException("Expected chunkMillis to be 40, 80, ... 240 but was " + millis);
        }
        chunkMillis = millis;
        return this;
    }

    /** Binary frames instead of text frames. */
    public Knobs binary(boolean on) {
        binary = on;
        return this;
    }

    /** JSON over several lines. */
    public Knobs pretty(boolean on) {
        pretty = on;
        return this;
    }

    /** Each message in so many WebSocket fragments. */
    public Knobs fragments(int count) {
        fragments = Math.max(1, count);
        return this;
    }

    /** An empty {@code {}} message before each so many; 0 for none. */
    public Knobs emptyFrameEvery(int messages) {
        emptyFrameEvery = messages;
        return this;
    }

    /** A field that no client knows, in each message and in serverContent. */
    public Knobs unknownFields(boolean on) {
        unknownFields = on;
        return this;
    }

    public Knobs setupDelay(Duration delay) {
        setupDelay = delay;
        return this;
    }

    /** A sessionId in setupComplete on the Developer API too; Vertex has it always. */
    public Knobs sessionId(boolean on) {
        sessionId = on;
        return this;
    }

    /** False withholds handles though the setup asks for them; true sends them unasked. */
    public Knobs handles(boolean on) {
        handles = on;
        return this;
    }

    /** The cap on one connection, on the emulator's clock: goAway comes the lead before it, then the back end's close. */
    public Knobs lifetime(Duration cap) {
        lifetime = cap;
        return this;
    }

    public Knobs goAwayLead(Duration lead) {
        goAwayLead = lead;
        return this;
    }

    /** False leaves generationComplete out. */
    public Knobs generationComplete(boolean on) {
        generationComplete = on;
        return this;
    }

    /** How conversations go on over connections, where no script says it: {@code continuity(c -> c.firstIndex(0))}. */
    public Knobs continuity(Consumer<Continuity> settings) {
        settings.accept(continuity);
        return this;
    }

    /** The largest client message that is read; a larger one closes with 1009. */
    public Knobs maxMessageBytes(int bytes) {
        maxMessageBytes = bytes;
        return this;
    }
}
