package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.Asker;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.sound.Outlet;
import io.github.camelgeminilive.sound.SessionSound;
import org.jspecify.annotations.Nullable;

/**
 * A session with what belongs to it on this side: the sound that flows into it. Lives as long as the session.
 *
 * <p>Thread-safe.
 */
final class AgentSession {

    private final Agent agent;
    private final LiveSession live;
    private final SessionOverrides own;
    private final SessionSound sound;

    /** Whose question the model answers, as far as one can say. */
    private volatile @Nullable Asker asker;

    AgentSession(Agent agent, LiveSession live, SessionPlan plan, SessionOverrides own, LiveRuntime runtime) {
        this.agent = agent;
        this.live = live;
        this.own = own;
        this.sound = new SessionSound(
                plan.soundSettings(),
                Outlet.of(live),
                new SessionSound.Surroundings(
                        runtime.clock(),
                        runtime.readers(),
                        runtime.lanes(),
                        nanos -> live.counters().soundDropped()));
    }

    Agent agent() {
        return agent;
    }

    String id() {
        return live.id();
    }

    LiveSession live() {
        return live;
    }

    SessionSound sound() {
        return sound;
    }

    /**
     * Somebody asks the model; calls that follow are his. A live microphone is nobody: which of its chunks a call is due
     * to can not be said, and each may have a trace of its own.
     */
    void asked(@Nullable Asker by) {
        asker = by;
    }

    /** Who asked last. */
    @Nullable
    Asker asker() {
        return asker;
    }

    /** What it has of its own. */
    SessionOverrides own() {
        return own;
    }

    /** @throws GeminiLiveException when somebody wants it to have other settings than it was opened with */
    void refuseOther(SessionOverrides wanted) throws GeminiLiveException {
        if (!wanted.equals(SessionOverrides.NONE) && !wanted.equals(own)) {
            throw new GeminiLiveException(new Failure(
                    Failure.Code.BAD_INPUT,
                    "Session " + id() + " of agent " + agent.name()
                            + " is open already with other settings than operation open asks for: close it first"));
        }
    }

    /** Opens the connection without an input; failures reach the watch. */
    void open() {
        live.send(Input.Kind.OPEN, null, "", false, new Completion() {
            @Override
            public void written() {
                // the event opened says it
            }

            @Override
            public void failed(Failure failure) {
                // the event failed says it
            }
        });
    }

    void close(String reason) {
        sound.close();
        live.close(reason);
    }

    /** The session is over by itself; {@code failure} is null if it did not fail. */
    void ended(@Nullable Failure failure) {
        if (failure == null) {
            sound.close();
        } else {
            sound.close(failure);
        }
    }
}
