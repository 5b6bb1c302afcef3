package io.github.camelgeminilive.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A transport without a network: it records what was asked of it, and the test plays the server. Lives as long as one
 * test.
 *
 * <p>Starts no threads: everything happens inside the call that causes it.
 */
public final class FakeTransport implements LiveTransport {

    private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();

    @Override
    public FakeConnection connect(ConnectRequest request, Listener listener) {
        FakeConnection connection = new FakeConnection(request, listener);
        connections.add(connection);
        return connection;
    }

    /** The newest connection. */
    public FakeConnection last() {
        if (connections.isEmpty()) {
            throw new AssertionError("Expected a connection but connect was never called");
        }
        return connections.get(connections.size() - 1);
    }

    /** All connections so far, oldest first. */
    public List<FakeConnection> connections() {
        return List.copyOf(connections);
    }
}
