package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.camelgeminilive.emulator.LiveConnection;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Who stops says goodbye, and what was sent goes out first. */
class GoodbyeTest extends LiveRouteTest {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("gemini-live:bob");
            }
        };
    }

    @Test
    void stoppingTheLastRouteEndsTheSoundAndClosesTheSocketInOrder() throws Exception {
        template.sendBody("direct:in", new byte[12_800]);
        LiveConnection connection = emulator().connection(1, PATIENCE);
        connection.takeFrame("sound", f -> f.json().at("/realtimeInput").has("audio"), PATIENCE);

        context.getRouteController().stopRoute("in");

        assertThat(connection.awaitClosed(PATIENCE).code()).isEqualTo(1000);
        assertThat(connection.takeFrame(
                        "audioStreamEnd",
                        f -> f.at("/realtimeInput/audioStreamEnd").asBoolean(),
                        PATIENCE))
                .isNotNull();
        assertThat(component().directory().agents()).isEmpty();
    }

    @Test
    void stoppingTheContextDoesTheSame() throws Exception {
        template.sendBody("direct:in", "hello");
        LiveConnection connection = emulator().connection(1, PATIENCE);

        context.stop();

        assertThat(connection.awaitClosed(PATIENCE).code()).isEqualTo(1000);
    }

    @Test
    void aTemplatesProducerThatStopsAfterTheComponentHasNothingLeftToDo() throws Exception {
        Producer producer = context.getEndpoint("gemini-live:bob").createProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody("hello");
        producer.process(exchange);
        assertThat(emulator().connection(1, PATIENCE)).isNotNull();
        context.getRouteController().stopRoute("in");

        component().stop();

        assertThatCode(producer::stop).doesNotThrowAnyException();
    }
}
