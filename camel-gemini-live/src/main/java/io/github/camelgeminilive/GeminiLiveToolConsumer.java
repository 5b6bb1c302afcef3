package io.github.camelgeminilive;

import io.github.camelgeminilive.schema.InputType;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolDeclaration;
import io.github.camelgeminilive.tools.ToolError;
import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolRegistry;
import io.github.camelgeminilive.tools.ToolResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A function that the model may call: each call is an exchange of its own, calls run side by side on the tool pool, and
 * how the route ends is the answer. Declared from the start of its route to its stop; suspended it stays declared and
 * answers that it is out of service.
 *
 * <p>Thread-safe.
 */
@ManagedResource(description = "Managed Gemini Live tool consumer")
public class GeminiLiveToolConsumer extends DefaultConsumer implements Suspendable, ShutdownAware, Member, Tool {

    private final GeminiLiveEndpoint endpoint;
    private final ToolInput input;
    private final Duration timeout;

    /** Calls that wait for a thread or are in the route. */
    private final Set<ToolInvocation> open = ConcurrentHashMap.newKeySet();

    /** Calls whose answer is on its way to the session. */
    private final AtomicInteger answering = new AtomicInteger();

    /**
     * Calls to undo whose route has ended and promised more. Sessions end after routes: when the context stops and nothing
     * is under way any more, nobody is left who could keep a promise, and what undoes it is still there.
     */
    private final Set<ToolInvocation> promised = ConcurrentHashMap.newKeySet();

    private @Nullable Agent agent;
    private volatile @Nullable ToolUndo undo;
    private volatile boolean taking;

    /**
     * A consumer that is not declared yet.
     *
     * @throws IllegalArgumentException where the options do not make a declaration
     */
    public GeminiLiveToolConsumer(GeminiLiveEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        GeminiLiveConfiguration configuration = endpoint.getConfiguration();
        this.endpoint = endpoint;
        this.input = ToolInput.of(endpoint);
        this.timeout = Duration.ofMillis(configuration.getToolTimeout());
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "Expected 0 (no limit) or more ms in option toolTimeout but was " + configuration.getToolTimeout());
        }
        if (configuration.getScheduling() != null && !ToolAnswer.SCHEDULINGS.contains(configuration.getScheduling())) {
            throw new IllegalArgumentException("Expected INTERRUPT, WHEN_IDLE or SILENT in option scheduling but was "
                    + configuration.getScheduling());
        }
    }

    // life

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        startUndo();
        try {
            join();
            registry().register(endpoint.getAgent(), this);
        } catch (RuntimeException e) {
            leave();
            stopUndo();
            throw e;
        }
        taking = true;
    }

    @Override
    protected void doStop() throws Exception {
        taking = false;
        registry().unregister(endpoint.getAgent(), this);
        // a graceful stop has waited for them; who is left is told what is known of the work
        open.forEach(ToolInvocation::stop);
        leave();
        stopUndo();
        super.doStop();
    }

    private void startUndo() {
        String uri = endpoint.getConfiguration().getOnCancel();
        undo = uri == null
                ? null
                : ToolUndo.start(endpoint, uri, endpoint.getComponent().runtime(), getExceptionHandler());
    }

    private void stopUndo() {
        ToolUndo started = undo;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        taking = false;
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        taking = true;
    }

    /** The one place where a tool becomes a member of its agent; one that serves every agent is a member of none. */
    private void join() {
        if (!endpoint.getAgent().equals(ToolRegistry.EVERY_AGENT)) {
            Agent joined = endpoint.getComponent().directory().join(this);
            agent = joined;
            GeminiLiveHealthCheck.register(this, joined);
        }
    }

    @Override
    public void sessionFailed(String sessionId, GeminiLiveException failure) {
        Failures.tell(this, endpoint.getAgent(), sessionId, failure);
    }

    @Override
    public boolean hearsFailures() {
        return true;
    }

    private void leave() {
        Agent joined = agent;
        agent = null;
        if (joined != null) {
            endpoint.getComponent().directory().leave(joined, this);
        }
    }

    private ToolRegistry registry() {
        return endpoint.getComponent().tools();
    }

    /** Other routes may still speak with a model that calls us: we stop last, as event routes do. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return true;
    }

    @Override
    @ManagedAttribute(description = "Calls that wait for a thread, and cancelled calls that are not undone yet")
    public int getPendingExchangesSize() {
        if (endpoint.getCamelContext().isStopping()
                && endpoint.getCamelContext().getInflightRepository().size() == 0) {
            // asked while a stop waits: now it waits for what undoes, too, and for the queues on its way
            promised.forEach(ToolInvocation::cancel);
        }
        ToolUndo started = undo;
        int waiting = (int) open.stream().filter(ToolInvocation::waiting).count();
        // Camel takes a call whose route has just ended for done: a stop must wait for its answer, too
        int inRoute = getRouteId() == null
                ? 0
                : endpoint.getCamelContext().getInflightRepository().size(getRouteId());
        return Math.max(waiting, open.size() - inRoute) + answering.get() + (started == null ? 0 : started.pending());
    }

    @ManagedAttribute(description = "Calls without a final answer, those that wait for a thread too")
    public int getOpenCalls() {
        return open.size();
    }

    @ManagedAttribute(description = "Calls whose route runs")
    public int getRunningCalls() {
        return (int) open.stream().filter(call -> !call.waiting()).count();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            taking = false;
        }
        if (endpoint.getCamelContext().isStopping()) {
            takePromisesBack();
        }
    }

    /** By force: sessions end after routes, and what undoes a call may still be there. */
    private void takePromisesBack() {
        promised.forEach(ToolInvocation::cancel);
        ToolUndo started = undo;
        if (started != null) {
            started.await();
        }
    }

    // what the dispatcher asks

    @Override
    public GeminiLiveEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public ToolDeclaration declaration() {
        return input.declaration();
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public boolean background() {
        return endpoint.getConfiguration().isBackground();
    }

    @Override
    public @Nullable String scheduling() {
        return endpoint.getConfiguration().getScheduling();
    }

    @Override
    public boolean available() {
        return taking;
    }

    @Override
    public boolean undoes() {
        return endpoint.getConfiguration().getOnCancel() != null;
    }

    @Override
    public String origin() {
        return uri() + " (route " + getRouteId() + ")";
    }

    // calls

    @Override
    public void accepted(ToolInvocation invocation) {
        open.add(invocation);
        invocation.whenOver(() -> open.remove(invocation));
    }

    @Override
    public void call(ToolInvocation invocation) {
        if (isStoppingOrStopped()) {
            open.remove(invocation);
            invocation.answer(ToolError.UNAVAILABLE.result());
            return;
        }
        if (invocation.over()) {
            // cancelled while it came here: nothing was begun, so there is nothing to undo
            open.remove(invocation);
            return;
        }
        Object body;
        try {
            body = input.body(invocation.args());
        } catch (InputType.MismatchException e) {
            invocation.answer(ToolError.INVALID_ARGUMENTS.result(e.words()));
            return;
        }
        Exchange exchange = createExchange(false);
        Asking.mark(exchange, endpoint.getComponent().directory().asker(invocation));
        ToolCall call =
                new ToolCall(invocation, endpoint.getComponent().runtime().lanes());
        CallInRoute inRoute =
                new CallInRoute(exchange, endpoint.getConfiguration().isInterruptOnCancel(), undoing(call));
        inRoute.enter();
        try {
            // ours, so that a body in a temporary file is still there when the route is done; an exchange from a pool
            // brings its own, and the route would take it for its own if it were not prepared
            createUoW(exchange).onPrepare(exchange);
            PooledExchanges.clean(exchange);
            exchange.setPattern(ExchangePattern.InOut);
            fill(exchange, call, body);
            // after the marks of the last use were taken off: what a cancellation sets now stays
            invocation.whenTakenBack(inRoute::takenBack);
            getAsyncProcessor().process(exchange, doneSync -> {
                if (inRoute.ended()) {
                    finish(exchange, inRoute, invocation);
                }
            });
        } catch (Exception | Error e) {
            // once only: an exchange that has gone back to its pool may be another call's
            if (inRoute.ended()) {
                exchange.setException(e);
                finish(exchange, inRoute, invocation);
            } else {
                getExceptionHandler()
                        .handleException("Error after the end of a call of function " + invocation.name(), e);
            }
        } finally {
            inRoute.leave();
        }
    }

    /** The exchange for option onCancel begins as that of the route did. */
    private CallInRoute.Undo undoing(ToolCall call) {
        return (ended, saga) -> {
            ToolUndo started = undo;
            if (started == null) {
                return () -> {};
            }
            return started.due(call.invocation(), exchange -> {
                // an instance of its own: the route may have changed the one that it had
                fill(exchange, call, input.body(call.invocation().args()));
                Message message = exchange.getMessage();
                message.setHeader(GeminiLiveConstants.TOOL_FINISHED, ended);
                Object action = saga.get();
                if (action != null) {
                    message.setHeader(Exchange.SAGA_LONG_RUNNING_ACTION, action);
                }
            });
        };
    }

    /** Only names of ours become headers: what the model chose is in the body and in the {@link ToolCall}. */
    private void fill(Exchange exchange, ToolCall call, Object body) {
        ToolInvocation invocation = call.invocation();
        exchange.setProperty(ToolCall.PROPERTY, call);
        Message message = exchange.getMessage();
        message.setHeader(GeminiLiveConstants.AGENT, invocation.agent());
        message.setHeader(GeminiLiveConstants.SESSION_ID, invocation.sessionId());
        message.setHeader(GeminiLiveConstants.TOOL_NAME, invocation.name());
        message.setHeader(GeminiLiveConstants.TOOL_CALL_ID, invocation.id());
        message.setBody(body);
        ToolArguments.remember(exchange, body, ToolAnswerBody.VALUES);
    }

    /** The route is done: the answer is read before the exchange goes back to its pool, and given after. */
    private void finish(Exchange exchange, CallInRoute inRoute, ToolInvocation invocation) {
        ToolResult result = ToolError.FAILED.result();
        try {
            // a result that nobody wants is not read
            ToolAnswer answer = invocation.over()
                    ? null
                    : ToolAnswer.of(
                            exchange,
                            invocation.args(),
                            endpoint.getConfiguration().getMaxToolResponse(),
                            invocation.takesPictures());
            result = answer == null ? result : answer.result();
            Exception problem =
                    exchange.getException() != null || answer == null ? exchange.getException() : answer.problem();
            if (problem != null) {
                getExceptionHandler()
                        .handleException("Error processing a call of function " + invocation.name(), exchange, problem);
            }
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
            // over for everybody else before the session has the answer
            answering.incrementAndGet();
            invocation.answer(result);
            answering.decrementAndGet();
            inRoute.done();
            if (undoes() && !invocation.over()) {
                promised.add(invocation);
                invocation.whenOver(() -> promised.remove(invocation));
            }
            // last: until then a stop waits
            open.remove(invocation);
        }
    }
}
