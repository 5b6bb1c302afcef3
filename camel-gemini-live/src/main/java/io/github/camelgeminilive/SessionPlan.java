package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.session.ConnectPlan;
import io.github.camelgeminilive.session.Opening;
import io.github.camelgeminilive.session.SessionSettings;
import io.github.camelgeminilive.sound.SoundSettings;
import io.github.camelgeminilive.transport.ConnectRequest;
import java.util.concurrent.CompletionStage;

/**
 * The agent's plan as one session sees it: with what the session has of its own.
 *
 * <p>Immutable, thread-safe.
 */
final class SessionPlan implements ConnectPlan {

    private final AgentPlan agent;
    private final SetupComposer setup;
    private final Opening opening;

    SessionPlan(AgentPlan agent, SetupComposer setup, Opening opening) {
        this.agent = agent;
        this.setup = setup;
        this.opening = opening;
    }

    @Override
    public CompletionStage<ConnectRequest> request() {
        return agent.request();
    }

    @Override
    public Setup setup(boolean newConversation) {
        return setup.setup(agent.declarations(), newConversation);
    }

    SessionSettings sessionSettings() {
        return agent.sessionSettings(setup, opening);
    }

    SoundSettings soundSettings() {
        return agent.soundSettings(setup);
    }
}
