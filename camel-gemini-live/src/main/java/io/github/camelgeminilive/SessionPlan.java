package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.session.ConnectPlan;
import io.github.camelgeminilive.session.DeclaredFunctions;
import io.github.camelgeminilive.session.Opening;
import io.github.camelgeminilive.session.SessionSettings;
import io.github.camelgeminilive.sound.SoundSettings;
import io.github.camelgeminilive.transport.ConnectRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The agent's plan as one session sees it: with what the session has of its own, of which only the functions change.
 *
 * <p>Thread-safe.
 */
final class SessionPlan implements ConnectPlan {

    private final AgentPlan agent;
    private final SetupComposer setup;
    private final Opening opening;

    /** Names of the agent's functions that the session has, null for all. Replaced, never changed. */
    private volatile @Nullable List<String> toolSet;

    /** Whether functions that the setup itself declares run. */
    private volatile boolean given = true;

    SessionPlan(AgentPlan agent, SetupComposer setup, Opening opening) {
        this.agent = agent;
        this.setup = setup;
        this.opening = opening;
        this.toolSet = setup.toolSet();
    }

    @Override
    public CompletionStage<ConnectRequest> request() {
        return agent.request();
    }

    @Override
    public Setup setup(boolean newConversation) {
        Setup message = setup.setup(agent.declarations(), toolSet, newConversation);
        agent.functions()
                .declared(DeclaredFunctions.names(message.fields().get("tools")).size());
        return message;
    }

    @Override
    public void useTools(List<String> names, boolean withGiven) {
        toolSet = List.copyOf(names);
        given = withGiven;
    }

    @Override
    public boolean hasTool(String name) {
        List<String> only = toolSet;
        return only == null
                || only.contains(name)
                || given && setup.givenFunctions().contains(name);
    }

    SessionSettings sessionSettings() {
        return agent.sessionSettings(setup, opening);
    }

    SoundSettings soundSettings() {
        return agent.soundSettings(setup);
    }
}
