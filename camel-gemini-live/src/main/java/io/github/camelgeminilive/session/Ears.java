package io.github.camelgeminilive.session;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.codec.WireException;
import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.LiveTransport;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hears one connection and makes events of what it hears, with the connection's generation: what comes late is known by
 * it. Lives as long as the connection.
 *
 * <p>Called by one thread of the transport at a time; decodes there, so that the mailbox need not.
 */
final class Ears implements LiveTransport.Listener {

    private final int generation;
    private final JsonCodec codec;
    private final BooleanSupplier rawWanted;
    private final SessionCounters counters;
    private final Consumer<SessionEvent> events;

    Ears(
            int generation,
            JsonCodec codec,
            BooleanSupplier rawWanted,
            SessionCounters counters,
            Consumer<SessionEvent> events) {
        this.generation = generation;
        this.codec = codec;
        this.rawWanted = rawWanted;
        this.counters = counters;
        this.events = events;
    }

    @Override
    public void onOpen() {
        events.accept(new SessionEvent.ConnectionOpened(generation));
    }

    @Override
    public void onMessage(byte[] json) {
        counters.frameReceived();
        SessionEvent event;
        try {
            String raw = rawWanted.getAsBoolean() ? new String(json, StandardCharsets.UTF_8) : null;
            event = new SessionEvent.FrameReceived(generation, codec.decode(json), raw);
        } catch (WireException e) {
            event = new SessionEvent.FrameBroken(generation, String.valueOf(e.getMessage()));
        }
        events.accept(event);
    }

    @Override
    public void onClose(CloseReason reason) {
        events.accept(new SessionEvent.ConnectionClosed(generation, reason));
    }
}
