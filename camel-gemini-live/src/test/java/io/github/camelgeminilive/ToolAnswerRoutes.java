package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ExpressionAdapter;
import org.awaitility.Awaitility;

/** Routes that end in one way, and the answers that they give. */
abstract class ToolAnswerRoutes extends ToolRouteTest {

    static final Map<String, Object> BOOKED = Map.of("status", "booked");
    static final Map<String, Object> DONE = Map.of("output", "done");

    /** A route that ends with a body; the only one that the test needs. */
    final void route(Object body) throws Exception {
        route(body, null);
    }

    final void route(Object body, String contentType) throws Exception {
        routes(rb -> rb.from(tool("f&maxToolResponse=1000"))
                .setHeader(Exchange.CONTENT_TYPE, rb.constant(contentType))
                .setBody(new Given(body)));
    }

    /** A body as it is: constant() would call a Supplier and convert others. */
    private static final class Given extends ExpressionAdapter implements Expression {
        private final Object body;

        Given(Object body) {
            this.body = body;
        }

        @Override
        public Object evaluate(Exchange exchange) {
            return body;
        }
    }

    final void routes(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    final void route(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    final void removeRoute() throws Exception {
        context.getRouteController().stopAllRoutes();
        context.removeRoute(context.getRoutes().get(0).getId());
    }

    final void assertAnswer(Object body, Map<String, Object> expected) throws Exception {
        route(body);
        assertThat(call("f")).isEqualTo(expected);
        assertThat(heard.problems).isEmpty();
    }

    final void assertUnusable(Object body, String contentType, String problem) throws Exception {
        route(body, contentType);
        Map<String, Object> response = call("f");
        assertError(response, "failed");
        assertThat(response).containsEntry("retryable", false);
        assertThat(heard.problems).hasSize(1);
        assertThat(heard.problems.get(0)).hasMessageContaining(problem);
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(condition::getAsBoolean);
    }
}
