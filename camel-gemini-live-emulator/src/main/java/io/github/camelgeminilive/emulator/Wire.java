package io.github.camelgeminilive.emulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a connection below WebSocket messages: pongs that come late or never, and a half-open connection, on
 * which nothing arrives any more and nothing that is sent gets away. Lives as long as the socket. Confined to its event
 * loop.
 */
final class Wire extends ChannelDuplexHandler {
    /** Vert.x' own handler, the last of the pipeline. */
    private static final String LAST = "handler";

    private @Nullable Duration pongDelay = Duration.ZERO;
    private volatile boolean halfOpen; // other connections ask

    static Wire tap(Channel channel) {
        Wire wire = new Wire();
        channel.pipeline().addBefore(LAST, "emulator-wire", wire);
        return wire;
    }

    /** @param delay null for no pong at all */
    void pongDelay(@Nullable Duration delay) {
        pongDelay = delay;
    }

    void halfOpen() {
        halfOpen = true;
    }

    boolean isHalfOpen() {
        return halfOpen;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (halfOpen) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Duration delay = pongDelay;
        boolean pong = message instanceof PongWebSocketFrame;
        if (halfOpen || pong && delay == null) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        } else if (pong && delay != null && !delay.isZero()) {
            context.executor()
                    .schedule(() -> context.writeAndFlush(message, promise), delay.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            context.write(message, promise);
        }
    }
}
