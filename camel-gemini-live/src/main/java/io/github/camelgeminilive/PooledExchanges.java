package io.github.camelgeminilive;

import org.apache.camel.Exchange;

/**
 * What an exchange from a pool needs before it is used again.
 *
 * <p>Thread-safe: stateless.
 */
final class PooledExchanges {

    private PooledExchanges() {}

    /** Takes off the marks of its last use that Camel 4.17 leaves on it: a stop() there would end this one, too. */
    static void clean(Exchange exchange) {
        exchange.setRollbackOnly(false);
        exchange.setRollbackOnlyLast(false);
        exchange.setRouteStop(false);
        exchange.getExchangeExtension().setFailureHandled(false);
        exchange.getExchangeExtension().setInterrupted(false);
        exchange.getExchangeExtension().setRedeliveryExhausted(false);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        exchange.getExchangeExtension().setStreamCacheDisabled(false);
    }
}
