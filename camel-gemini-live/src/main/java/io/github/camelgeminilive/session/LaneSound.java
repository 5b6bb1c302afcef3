package io.github.camelgeminilive.session;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a lane does to sound on its way to the route: its pace and its form. Other events wait for neither; they only keep
 * their place behind the sound that came before them. Lives as long as its lane.
 *
 * <p>Confined to its lane's lock, but for {@link #shaped}, which only the thread calls that hands an event on.
 */
final class LaneSound {

    /** After these no more sound of the stream comes: what its form holds back is told before them. */
    private static final Set<EventKind> ENDS = Set.of(EventKind.generationComplete, EventKind.turnComplete);

    private final Clock clock;
    private final @Nullable SpeechPace pace;
    private final @Nullable SoundShape shape;
    private @Nullable LiveEvent last;
    private @Nullable LiveEvent end;
    private boolean cut;

    LaneSound(LaneSettings settings, Clock clock) {
        this.clock = clock;
        this.pace = settings.realtime() ? new SpeechPace() : null;
        Supplier<SoundShape> wanted = settings.shape();
        this.shape = wanted == null || !settings.kinds().contains(EventKind.audio) ? null : wanted.get();
    }

    /** Whether an event has to pass through the lane although its route does not want it. */
    boolean needs(EventKind kind) {
        return shape != null && ENDS.contains(kind);
    }

    /** Nanoseconds until this event may be handed on. */
    long waitNanos(LiveEvent head) {
        return pace == null || head.kind() != EventKind.audio ? 0 : pace.waitNanos(clock.nanoTime());
    }

    /** The end of the stream that came before this event, if it ends one and there is something left of it. */
    @Nullable
    LiveEvent endBefore(LiveEvent head) {
        LiveEvent before = last;
        if (shape == null || before == null) {
            return null;
        }
        boolean another = head.kind() == EventKind.audio && (cut || head.turn() != before.turn());
        if (!another && !ENDS.contains(head.kind())) {
            return null;
        }
        last = null;
        if (cut) {
            shape.forget();
            return null;
        }
        Sound rest = shape.end();
        end = rest == null ? null : with(before, rest);
        return end;
    }

    /** This sound is being handed on. */
    void took(LiveEvent sound) {
        if (pace != null) {
            pace.took(sound, clock.nanoTime());
        }
        last = sound;
        cut = false;
    }

    /** The sound that waited was dropped: nothing of its stream will follow. */
    void dropped() {
        cut = true;
        if (pace != null) {
            pace.cut();
        }
    }

    /** An event as the route gets it; null if there is nothing to hear of it yet. */
    @Nullable
    LiveEvent shaped(LiveEvent event) {
        if (shape == null
                || event.kind() != EventKind.audio
                || event.equals(end)
                || !(event.body() instanceof Sound sound)) {
            return event;
        }
        Sound formed = shape.next(sound);
        return formed.data().length == 0 ? null : with(event, formed);
    }

    private static LiveEvent with(LiveEvent event, Sound sound) {
        return new LiveEvent(event.kind(), event.turn(), event.connection(), sound, event.late());
    }
}
