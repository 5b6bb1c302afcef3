package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.Asker;
import io.github.camelgeminilive.observe.CallWatch;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.FamilyInput;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.LiveSession.Surroundings;
import io.github.camelgeminilive.session.SessionSettings;
import io.github.camelgeminilive.tools.ToolDispatcher;
import io.github.camelgeminilive.transport.WebSocketTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configuration and its conversations. Members join with what their URIs say; at the first session the settings
 * freeze. Lives from its first member to its last.
 *
 * <p>Thread-safe.
 */
final class Agent implements LiveSession.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration LATE_OPEN = Duration.ofSeconds(1);

    private final String name;
    private final GeminiLiveComponent component;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final AgentSettings settings;
    private final Map<String, AgentSession> sessions = new LinkedHashMap<>();
    private final PastSessions past;
    private final List<GeminiLiveConsumer> subscribers = new ArrayList<>();
    private boolean closed;

    private final AgentFailures failures;

    Agent(String name, GeminiLiveComponent component) {
        this.name = name;
        this.component = component;
        this.settings = new AgentSettings(name, component, this::asker);
        this.failures = new AgentFailures(name, settings::members);
        this.past = new PastSessions(name);
    }

    String name() {
        return name;
    }

    // members

    void join(Member member) {
        lock.lock();
        try {
            settings.join(member);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last member has left. */
    boolean leave(Member member) {
        lock.lock();
        try {
            return settings.leave(member);
        } finally {
            lock.unlock();
        }
    }

    void subscribe(GeminiLiveConsumer consumer) {
        lock.lock();
        try {
            subscribers.add(consumer);
            sessions.values().forEach(consumer::follow);
        } finally {
            lock.unlock();
        }
    }

    void unsubscribe(GeminiLiveConsumer consumer) {
        lock.lock();
        try {
            subscribers.remove(consumer);
        } finally {
            lock.unlock();
        }
    }

    // sessions

    /**
     * The session with an id, made when there is none and this input may make one.
     *
     * @throws GeminiLiveException when it is over and this input can't bring it back, or there are too many
     */
    AgentSession session(String id, Input.Kind kind) throws GeminiLiveException {
        return session(id, kind, null);
    }

    /**
     * The session with an id, opened by operation open.
     *
     * @throws GeminiLiveException when it is open already with other settings of its own, or there are too many
     */
    AgentSession open(String id, SessionOverrides own) throws GeminiLiveException {
        AgentSession session = session(id, Input.Kind.OPEN, own);
        session.refuseOther(own);
        return session;
    }

    private AgentSession session(String id, Input.Kind kind, @Nullable SessionOverrides given)
            throws GeminiLiveException {
        lock.lock();
        try {
            AgentSession session = sessions.get(id);
            if (session != null) {
                return session;
            }
            past.refuse(id, kind);
            refuseStopped();
            AgentPlan frozen = frozenPlan();
            int max = frozen.configuration().getMaxSessions();
            if (sessions.size() >= max) {
                throw new GeminiLiveException(new Failure(
                        Failure.Code.QUEUE_FULL,
                        "Agent " + name + " has " + max + " sessions already (option maxSessions)"));
            }
            session = newSession(id, frozen, given != null ? given : past.own(id));
            sessions.put(id, session);
            past.began(id);
            return session;
        } finally {
            lock.unlock();
        }
    }

    private AgentSession newSession(String id, AgentPlan frozen, SessionOverrides overrides) {
        SessionPlan own = frozen.session(overrides);
        LiveRuntime runtime = component.runtime();
        SessionSettings limits = own.sessionSettings();
        Surroundings surroundings = new Surroundings(
                // the other half of the time is for the connection itself
                settings.connections(limits.connectTimeout().dividedBy(2)),
                own,
                settings.dispatcher(),
                runtime.clock(),
                runtime.lanes(),
                this);
        LiveSession live = new LiveSession(id, limits, surroundings);
        AgentSession session = new AgentSession(this, live, own, overrides, runtime);
        live.addLane(SessionWatch.LANE, new SessionWatch(this, id));
        subscribers.forEach(consumer -> consumer.follow(session));
        return session;
    }

    private AgentPlan frozenPlan() {
        try {
            return settings.plan();
        } catch (IllegalArgumentException e) {
            failures.keep(Failures.of(e));
            throw e;
        }
    }

    /**
     * Looks whether the settings can work, when every route that starts with the context has started: what is certain to
     * fail is better told now than to the first caller.
     *
     * @throws IllegalArgumentException that names every option that can't work
     */
    void checkSetup() {
        lock.lock();
        try {
            settings.check();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes an ephemeral token with the setup that a session would begin with now: like one, it freezes the settings.
     *
     * @throws GeminiLiveException when the agent has stopped or its back end makes no tokens
     */
    CompletionStage<TokenMint.Minted> createToken(TokenMint mint) throws GeminiLiveException {
        AgentPlan frozen;
        WebSocketTransport http;
        lock.lock();
        try {
            refuseStopped();
            frozen = frozenPlan();
            http = settings.transport();
        } finally {
            lock.unlock();
        }
        return mint.mint(frozen, http::post, Instant.now());
    }

    private void refuseStopped() throws GeminiLiveException {
        if (closed) {
            throw new GeminiLiveException(new Failure(
                    Failure.Code.SESSION_CLOSED, "Agent " + name + " has stopped: its last route was stopped"));
        }
    }

    /** What the agent's model takes; the settings freeze, as at the first session. */
    FamilyInput family() {
        return plan().family();
    }

    /** The agent's plan; the settings freeze, as at the first session. */
    AgentPlan plan() {
        lock.lock();
        try {
            return frozenPlan();
        } finally {
            lock.unlock();
        }
    }

    /** The session with an id if it is open. */
    @Nullable
    AgentSession openSession(String id) {
        lock.lock();
        try {
            return sessions.get(id);
        } finally {
            lock.unlock();
        }
    }

    /** Who asked a session last. */
    private @Nullable Asker asker(String sessionId) {
        AgentSession session = openSession(sessionId);
        return session == null ? null : session.asker();
    }

    /** What is seen of the calls; null before the first session. */
    @Nullable
    CallWatch calls() {
        return settings.calls();
    }

    List<AgentSession> sessions() {
        lock.lock();
        try {
            return List.copyOf(sessions.values());
        } finally {
            lock.unlock();
        }
    }

    /** Operation close: nothing but open opens this id again. */
    void closeSession(String id) {
        AgentSession session;
        lock.lock();
        try {
            session = sessions.remove(id);
            past.closed(id);
        } finally {
            lock.unlock();
        }
        if (session != null) {
            session.close("operation close");
        }
    }

    /** Opens the default session if the agent asks for it. */
    void autoOpen() {
        boolean wanted;
        lock.lock();
        try {
            GeminiLiveConfiguration effective = settings.effective();
            wanted = effective.isAutoOpen() && !closed;
            if (!closed) {
                settings.tools().prepare(effective);
            }
        } finally {
            lock.unlock();
        }
        if (wanted) {
            try {
                session(GeminiLiveConstants.DEFAULT_SESSION, Input.Kind.OPEN).open();
            } catch (GeminiLiveException | IllegalArgumentException e) {
                failures.tell(GeminiLiveConstants.DEFAULT_SESSION, Failures.of(e));
            }
        }
    }

    /**
     * A route started after the context: what autoOpen promises at the context's start is due now. Not for an agent that
     * had sessions already, since somebody may have closed them. The moment between is for the other routes of the same
     * builder: settings freeze at the first session.
     */
    void autoOpenSoon() {
        if (!settings.frozen()) {
            LiveRuntime runtime = component.runtime();
            runtime.clock().schedule(() -> runtime.lanes().execute(this::autoOpen), LATE_OPEN.toNanos());
        }
    }

    /** The last member has left, or the component stops. */
    void close() {
        List<AgentSession> open;
        @Nullable WebSocketTransport connections;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(sessions.values());
            sessions.clear();
            connections = settings.frozen() ? settings.transport() : null;
        } finally {
            lock.unlock();
        }
        open.forEach(session -> session.close("the agent's last route was stopped"));
        settings.close();
        if (connections != null) {
            component.runtime().release(connections);
        }
    }

    /** What is missing of the functions that the agent's MCP servers have. */
    List<String> missingTools() {
        return settings.tools().problems();
    }

    /** How many functions sessions are told of. */
    FunctionCount functions() {
        return settings.functions();
    }

    /** A call was answered by operation toolResponse: whatever its route says after the last answer is late. */
    void answeredElsewhere(AgentSession session, FunctionResponse answer) {
        ToolDispatcher tools = dispatcher();
        if (tools != null) {
            tools.answeredElsewhere(session.live(), answer);
        }
    }

    /** Who runs the functions; null before the first session. */
    @Nullable
    ToolDispatcher dispatcher() {
        return settings.running();
    }

    // what sessions tell

    @Override
    public void ended(LiveSession session, @Nullable Failure failure) {
        lock.lock();
        try {
            AgentSession over = sessions.get(session.id());
            if (over != null && over.live() == session) {
                sessions.remove(session.id());
                past.over(session.id(), failure, over.own());
                over.ended(failure);
            }
        } finally {
            lock.unlock();
        }
        ToolDispatcher tools = dispatcher();
        if (tools != null) {
            tools.ended(session);
        }
    }

    @Override
    public void broken(LiveSession session, Throwable bug) {
        LOG.error("Session {} of agent {} hit a bug of ours, please report it", session.id(), name, bug);
        component.runtime().lanes().execute(() -> session.close("internal error"));
    }

    AgentFailures failures() {
        return failures;
    }

    /** How the agent is doing. */
    AgentHealth health() {
        Clock clock = component.runtime().clock();
        return AgentHealth.of(sessions(), failures.last(), clock.nanoTime());
    }
}
