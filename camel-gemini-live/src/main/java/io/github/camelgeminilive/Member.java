package io.github.camelgeminilive;

import org.apache.camel.util.URISupport;

/** A started producer or consumer of an agent. */
interface Member {

    /** What it was made from. */
    GeminiLiveEndpoint endpoint();

    /** A session of the agent failed or lost its connection; a producer learns it from its exchanges instead. */
    default void sessionFailed(String sessionId, GeminiLiveException failure) {}

    /** Whether this member hears of failures, so that they need not be logged. */
    default boolean hearsFailures() {
        return false;
    }

    /** The URI for messages to people: without secrets. */
    default String uri() {
        return URISupport.sanitizeUri(endpoint().getEndpointUri());
    }
}
