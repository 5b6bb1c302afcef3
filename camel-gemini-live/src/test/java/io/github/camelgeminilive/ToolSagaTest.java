package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.SagaCompletionMode;
import org.apache.camel.saga.InMemorySagaService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A function that is a Saga, when its call is cancelled. */
class ToolSagaTest extends ToolRouteTest {

    private final BlockingQueue<String> steps = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addService(new InMemorySagaService());
        return context;
    }

    private void step(Exchange exchange, String name) {
        steps.add(name + " " + exchange.getMessage().getHeader("flight"));
    }

    /** Until the call is cancelled, if it is. */
    private void reserve(Exchange exchange) throws InterruptedException {
        step(exchange, "reserved");
        if (exchange.getMessage().getBody(Map.class).containsValue("slow")) {
            ToolCall.of(exchange).awaitCancelled(Duration.ofSeconds(PATIENCE_SECONDS));
        }
    }

    private void sagaThatTheUndoRouteEnds() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("fly&parameter.to=string&onCancel=direct:undo"))
                        .saga()
                        .completionMode(SagaCompletionMode.MANUAL)
                        .compensation("direct:release")
                        .option("flight", simple("DL 145"))
                        .process(e -> reserve(e))
                        .process(e -> step(e, "paid"))
                        .to("saga:complete")
                        .end();
                from("direct:undo")
                        .choice()
                        .when(header(GeminiLiveConstants.TOOL_FINISHED))
                        .process(e -> step(e, "refunded"))
                        .otherwise()
                        .to("saga:compensate");
                from("direct:release").process(e -> step(e, "released"));
            }
        });
    }

    @Test
    void aSagaIsCompensatedWhenItsCallIsCancelledWhileItRuns() throws Exception {
        sagaThatTheUndoRouteEnds();
        String id = start("fly", Map.of("to", "slow"));
        assertThat(take(steps)).startsWith("reserved");
        dispatcher.cancel(session, id);

        assertThat(take(steps)).isEqualTo("released DL 145");
        await("the end", this::quiet);
        assertThat(steps).as("neither paid nor refunded").isEmpty();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aSagaThatIsCompleteIsLeftToTheRouteThatUndoes() throws Exception {
        sagaThatTheUndoRouteEnds();
        String id = start("fly", Map.of("to", "Seattle"));
        answer();
        assertThat(take(steps)).startsWith("reserved");
        assertThat(take(steps)).startsWith("paid");
        dispatcher.cancel(session, id);

        assertThat(take(steps)).startsWith("refunded");
        await("the end", this::quiet);
        assertThat(steps).isEmpty();
    }

    @Test
    void aSagaThatEndsByItselfIsCompletedAlthoughItWasCutShort() throws Exception {
        selfEnding("");
        String id = start("fly", Map.of("to", "slow"));
        assertThat(take(steps)).startsWith("reserved");
        dispatcher.cancel(session, id);

        assertThat(take(steps)).isEqualTo("completed DL 145");
        await("the end", this::quiet);
        assertThat(steps).isEmpty();
    }

    @Test
    void anInterruptFailsAStepSoThatASagaCompensatesItself() throws Exception {
        selfEnding("&interruptOnCancel=true");
        String id = start("fly", Map.of("to", "ever"));
        assertThat(take(steps)).startsWith("reserved");
        dispatcher.cancel(session, id);

        assertThat(take(steps)).isEqualTo("released DL 145");
        await("the end", this::quiet);
        assertThat(steps).isEmpty();
    }

    private void selfEnding(String option) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("fly&parameter.to=string" + option))
                        .saga()
                        .compensation("direct:release")
                        .completion("direct:keep")
                        .option("flight", simple("DL 145"))
                        .process(e -> {
                            reserve(e);
                            if (e.getMessage().getBody(Map.class).containsValue("ever")) {
                                never.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                            }
                        })
                        .process(e -> step(e, "paid"))
                        .end();
                from("direct:release").process(e -> step(e, "released"));
                from("direct:keep").process(e -> step(e, "completed"));
            }
        });
    }

    private boolean quiet() {
        return dispatcher.openCalls().isEmpty()
                && context.getInflightRepository().size() == 0
                && ((GeminiLiveToolConsumer) context.getRoutes().get(0).getConsumer()).getPendingExchangesSize() == 0;
    }

    private static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(condition::getAsBoolean);
    }
}
