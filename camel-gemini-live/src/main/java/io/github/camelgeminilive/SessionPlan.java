package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.session.ConnectPlan;
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

    SessionPlan(AgentPlan agent, SetupComposer setup) {
        this.agent = agent;
        this.setup = setup;
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
        return agent.sessionSettings(setup);
    }

    SoundSettings soundSettings() {
        return agent.soundSettings(setup);
    }
}
