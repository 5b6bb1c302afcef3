package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** When the model is to speak of an answer, and whether more answers follow. */
class ToolAnswerSchedulingTest extends ToolAnswerRoutes {

    @Test
    void schedulingOfTheRouteGoesBeforeThatOfTheOption() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&scheduling=SILENT")).setBody(constant(BOOKED));
                from(tool("g&scheduling=SILENT"))
                        .setHeader(GeminiLiveConstants.TOOL_SCHEDULING, constant("interrupt"))
                        .setBody(constant(BOOKED));
                from(tool("h"))
                        .setHeader(GeminiLiveConstants.TOOL_SCHEDULING, constant("SOON"))
                        .setBody(constant(BOOKED));
            }
        });
        start("f", Map.of());
        assertThat(answer().scheduling()).isEqualTo("SILENT");
        start("g", Map.of());
        assertThat(answer().scheduling()).isEqualTo("INTERRUPT");
        assertThat(heard.problems).isEmpty();
        start("h", Map.of());
        assertThat(answer().scheduling()).isNull();
        assertThat(heard.problems.toString())
                .contains("INTERRUPT, WHEN_IDLE or SILENT")
                .contains("SOON");
    }

    @Test
    void aRouteMayPromiseMore() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, constant(true))
                        .setBody(constant(Map.of("status", "waiting for a person")));
            }
        });
        start("f", Map.of());
        assertThat(answer().willContinue()).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(answers).isEmpty();
        assertThat(dispatcher.openCalls()).hasSize(1);
        context.getRouteController().stopAllRoutes();
        assertThat(answers)
                .as("who promised more decides, whatever becomes of the route")
                .isEmpty();
    }
}
