package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.Raw;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeVideo;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.sound.OutputFormat;
import io.github.camelgeminilive.sound.SoundFormats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Sends into an agent's sessions. Never blocks its caller: the exchange goes on when its input was written, or, as a
 * request, when the whole answer is there. Lives as long as its route.
 *
 * <p>Thread-safe.
 */
public class GeminiLiveProducer extends DefaultAsyncProducer implements Member {

    private final GeminiLiveEndpoint endpoint;
    private final GeminiLiveConfiguration configuration;
    private final OutputFormat replySound;
    private final SoundFormats soundFormats;
    private @Nullable Agent agent;
    private @Nullable HealthCheck healthCheck;

    public GeminiLiveProducer(GeminiLiveEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.replySound = OutputFormat.of(configuration.getAudioOutputFormat(), OutputFormat.wav);
        this.soundFormats = SoundFormats.of(
                configuration.getAudioInputFormat(),
                configuration.getAudioInputRate(),
                configuration.getAudioInputChannels());
    }

    @Override
    public GeminiLiveEndpoint endpoint() {
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (configuration.getOperation() == GeminiLiveOperation.createToken) {
            TokenMint.of(configuration); // refuses what can't be before the first message
        }
        AgentDirectory directory = endpoint.getComponent().directory();
        Agent joined = directory.join(this);
        agent = joined;
        directory.ready(joined, this);
        WritableHealthCheckRepository repository = GeminiLiveHealthCheck.ofProducers(endpoint.getCamelContext());
        if (repository != null) {
            GeminiLiveHealthCheck check = new GeminiLiveHealthCheck(
                    joined, "producer:gemini-live-" + endpoint.getAgent() + "-" + System.identityHashCode(this));
            check.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
            repository.addHealthCheck(check);
            healthCheck = check;
        }
    }

    @Override
    protected void doStop() throws Exception {
        WritableHealthCheckRepository repository = GeminiLiveHealthCheck.ofProducers(endpoint.getCamelContext());
        HealthCheck check = healthCheck;
        if (repository != null && check != null) {
            repository.removeHealthCheck(check);
        }
        healthCheck = null;
        Agent joined = agent;
        agent = null;
        if (joined != null) {
            endpoint.getComponent().directory().leave(joined, this);
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Agent joined = agent;
        try {
            if (joined == null) {
                throw new IllegalStateException("Expected the producer of " + uri() + " to be started but it is not");
            }
            GeminiLiveOperation operation = Operations.of(exchange, configuration.getOperation());
            String sessionId = sessionId(exchange, configuration);
            PendingExchange pending = new PendingExchange(
                    exchange, callback, sessionId, replyMode(exchange, operation, sessionId), replySound);
            send(joined, operation, sessionId, exchange, pending);
            return false;
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    /** The session that an exchange is meant for. */
    static String sessionId(Exchange exchange, GeminiLiveConfiguration configuration) {
        String header = exchange.getMessage().getHeader(GeminiLiveConstants.SESSION_ID, String.class);
        if (header != null && !header.isEmpty()) {
            return header;
        }
        String option = configuration.getSessionId();
        return option != null ? option : GeminiLiveConstants.DEFAULT_SESSION;
    }

    /** What the exchange waits for; a tool route that asked its own session would wait for ever. */
    private @Nullable GeminiLiveReplyMode replyMode(
            Exchange exchange, GeminiLiveOperation operation, String sessionId) {
        boolean asks = operation == GeminiLiveOperation.text
                || operation == GeminiLiveOperation.audio
                || operation == GeminiLiveOperation.turns && turnComplete(exchange.getMessage());
        if (!asks || !exchange.getPattern().isOutCapable()) {
            return null;
        }
        return ToolCall.runsFor(exchange, endpoint.getAgent(), sessionId) ? null : configuration.getReply();
    }

    private void send(
            Agent joined, GeminiLiveOperation operation, String sessionId, Exchange exchange, PendingExchange pending) {
        AgentDirectory directory = endpoint.getComponent().directory();
        LiveRuntime runtime = endpoint.getComponent().runtime();
        if (pending.wantsReply()) {
            pending.timeOut(configuration.getRequestTimeout(), "requestTimeout", runtime.clock(), runtime.lanes());
        } else if (!directory.isStarted()) {
            pending.timeOut(configuration.getSendTimeout(), "sendTimeout", runtime.clock(), runtime.lanes());
        }
        directory.whenStarted(
                () -> {
                    if (pending.isDone()) {
                        return;
                    }
                    if (!pending.wantsReply()) {
                        // from here on the session counts the time
                        pending.cancelAlarm();
                    }
                    try {
                        act(joined, operation, sessionId, exchange.getMessage(), pending);
                    } catch (Exception e) {
                        // here the caller's callback may be user code, and the thread that of somebody else
                        runtime.lanes().execute(() -> pending.failed(e));
                    }
                },
                pending::failed);
    }

    private void act(
            Agent joined, GeminiLiveOperation operation, String sessionId, Message message, PendingExchange pending)
            throws Exception {
        switch (operation) {
            case text -> {
                String text = text(message);
                if (!pending.wantsReply()) {
                    // who waits for an answer hears more of it from the session
                    joined.family().checkSees("Operation text");
                }
                AgentSession session = joined.session(sessionId, Input.Kind.TEXT);
                session.asked(pending.asker());
                long id = session.live().sendText(text, pending.wantsReply(), pending);
                pending.onTimeout(() -> session.live().abandonReply(id));
            }
            case audio ->
                SoundInput.of(
                                message,
                                soundFormats,
                                configuration.getPace() != GeminiLivePace.unpaced,
                                pending.wantsReply())
                        .sendTo(joined, sessionId, pending);
            case video -> {
                RealtimeVideo picture = PictureInput.of(message);
                joined.family().checkSees("Operation video");
                joined.session(sessionId, Input.Kind.VIDEO).live().send(Input.Kind.VIDEO, picture, "", false, pending);
            }
            case turns -> {
                ClientContent turns = joined.family().turns(ContentInput.turns(message), turnComplete(message));
                AgentSession to = joined.session(sessionId, Input.Kind.TURNS);
                if (turns.turnComplete()) {
                    to.asked(pending.asker());
                }
                LiveSession session = to.live();
                long id = session.send(Input.Kind.TURNS, turns, "", pending.wantsReply(), pending);
                pending.onTimeout(() -> session.abandonReply(id));
            }
            case activityStart ->
                joined.session(sessionId, Input.Kind.ACTIVITY_START).sound().activityStart(false, pending);
            case activityEnd -> {
                AgentSession session = joined.session(sessionId, Input.Kind.ACTIVITY_END);
                session.asked(pending.asker());
                session.sound().activityEnd(pending);
            }
            case audioStreamEnd ->
                joined.session(sessionId, Input.Kind.AUDIO_STREAM_END).sound().streamEnd(pending);
            case toolResponse -> {
                FunctionResponse response = toolResponse(message);
                AgentSession session = joined.session(sessionId, Input.Kind.TOOL_RESPONSE);
                pending.onWritten(() -> joined.answeredElsewhere(session, response));
                session.live()
                        .send(
                                Input.Kind.TOOL_RESPONSE,
                                new ClientMessage.ToolResponse(List.of(response)),
                                "",
                                false,
                                pending);
            }
            case interrupt -> {
                ClientMessage stop = joined.family().interrupt();
                joined.session(sessionId, Input.Kind.INTERRUPT)
                        .live()
                        .send(Input.Kind.INTERRUPT, stop, "", false, pending);
            }
            case contextUpdate -> {
                List<String> toolSet = SessionHeaders.toolSet(message);
                ContextUpdate update = ContentInput.contextUpdate(message, toolSet != null);
                joined.family().checkContextUpdate();
                if (toolSet != null) {
                    joined.plan().checkToolSet(toolSet);
                }
                joined.session(sessionId, Input.Kind.CONTEXT_UPDATE).live().update(update, toolSet, pending);
            }
            case raw -> {
                Raw raw = ContentInput.raw(message);
                AgentSession session = joined.session(sessionId, Input.Kind.RAW);
                if (raw.meaning() instanceof ClientMessage.RealtimeText
                        || raw.meaning() instanceof ClientContent content && content.turnComplete()) {
                    session.asked(pending.asker());
                }
                if (raw.meaning() instanceof ClientMessage.ToolResponse answers) {
                    pending.onWritten(() -> answers.functionResponses().stream()
                            .forEach(answer -> joined.answeredElsewhere(session, answer)));
                }
                session.live().send(Input.Kind.RAW, raw, "", false, pending);
            }
            case open ->
                joined.open(sessionId, SessionHeaders.of(message))
                        .live()
                        .send(Input.Kind.OPEN, null, "", false, pending);
            case close -> {
                joined.closeSession(sessionId);
                endpoint.getComponent().runtime().lanes().execute(pending::written);
            }
            case createToken -> createToken(joined, message, pending);
        }
    }

    private void createToken(Agent joined, Message message, PendingExchange pending) throws GeminiLiveException {
        Executor continuing = endpoint.getComponent().runtime().lanes();
        joined.createToken(TokenMint.of(configuration)).whenComplete((token, problem) -> {
            try {
                continuing.execute(() -> created(message, pending, token, problem));
            } catch (RejectedExecutionException e) {
                pending.failed(e); // the component has stopped, and nobody else ends the exchange
            }
        });
    }

    private static void created(
            Message message, PendingExchange pending, TokenMint.@Nullable Minted token, @Nullable Throwable problem) {
        if (token == null) {
            pending.failed(Failures.unwrapped(problem));
            return;
        }
        pending.onWritten(() -> {
            message.setHeader(
                    GeminiLiveConstants.TOKEN_EXPIRE_TIME, token.expires().toString());
            message.setHeader(
                    GeminiLiveConstants.TOKEN_NEW_SESSION_EXPIRE_TIME,
                    token.startBefore().toString());
            message.setBody(token.name());
        });
        pending.written();
    }

    private boolean turnComplete(Message message) {
        return message.getHeader(GeminiLiveConstants.TURN_COMPLETE, configuration.isTurnComplete(), Boolean.class);
    }

    private static String text(Message message) {
        String text = message.getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("Operation text: expected text in the body but it is empty");
        }
        return text;
    }

    /**
     * The answer in a message: ours as it is, or a Map with the call named by headers. Headers that say how to tell it are
     * removed: what a tool route sends before its end is told otherwise than what it sends at its end.
     */
    private static FunctionResponse toolResponse(Message message) {
        Object body = message.getBody();
        String scheduling = scheduling(message.removeHeader(GeminiLiveConstants.TOOL_SCHEDULING));
        boolean more =
                "true".equalsIgnoreCase(String.valueOf(message.removeHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE)));
        if (body instanceof FunctionResponse response) {
            return response;
        }
        String id = message.getHeader(GeminiLiveConstants.TOOL_CALL_ID, String.class);
        if (id == null) {
            throw new IllegalArgumentException("Operation toolResponse: expected the id of the call in header "
                    + GeminiLiveConstants.TOOL_CALL_ID + " but there is none");
        }
        Map<String, Object> response = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> map) {
            map.forEach((name, value) -> response.put(String.valueOf(name), value));
        } else if (body != null && !(body instanceof String text && text.isBlank())) {
            response.put("output", body);
        }
        String name = message.getHeader(GeminiLiveConstants.TOOL_NAME, "", String.class);
        return new FunctionResponse(id, name, response, scheduling, more);
    }

    private static @Nullable String scheduling(@Nullable Object header) {
        String value = header == null ? null : header.toString().trim().toUpperCase(Locale.ROOT);
        if (value != null && !ToolAnswer.SCHEDULINGS.contains(value)) {
            throw new IllegalArgumentException(
                    "Operation toolResponse: expected INTERRUPT, WHEN_IDLE or SILENT in header "
                            + GeminiLiveConstants.TOOL_SCHEDULING + " but was " + header);
        }
        return value;
    }
}
