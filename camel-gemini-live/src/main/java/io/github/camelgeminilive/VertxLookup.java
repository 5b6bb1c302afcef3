package io.github.camelgeminilive;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the Vert.x to use: the component's option, the only one in the registry, that of a started vertx-websocket
 * component, or one of our own. Only our own is closed, and it is never bound to the registry, where other components
 * would adopt it. Lives as long as the component is started.
 *
 * <p>Not thread-safe: used while the component starts and stops.
 */
final class VertxLookup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VertxLookup.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final boolean own;

    VertxLookup(CamelContext context, @Nullable Vertx configured, @Nullable VertxOptions options) {
        Vertx found = configured;
        if (found == null) {
            found = CamelContextHelper.findSingleByType(context, Vertx.class);
        }
        if (found == null) {
            found = ofWebsocketComponent(context);
        }
        own = found == null;
        if (found == null) {
            found = options == null ? Vertx.vertx() : Vertx.vertx(options);
        }
        vertx = found;
    }

    /** The component is an optional dependency: asked by its bean property, so that its class need not be there. */
    private static @Nullable Vertx ofWebsocketComponent(CamelContext context) {
        Component component = context.hasComponent("vertx-websocket");
        if (component == null) {
            return null;
        }
        Object value = PluginHelper.getBeanIntrospection(context).getOrElseProperty(component, "vertx", null, false);
        return value instanceof Vertx vertx ? vertx : null;
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        if (!own) {
            return;
        }
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Vert.x did not close within {} ms", CLOSING.toMillis(), e);
        }
    }
}
