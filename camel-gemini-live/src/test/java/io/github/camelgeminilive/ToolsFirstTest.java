package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.ConnectRequest;
import io.github.camelgeminilive.transport.LiveConnection;
import io.github.camelgeminilive.transport.LiveTransport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A connection that waits until it is known which functions there are. */
class ToolsFirstTest {

    private static final ConnectRequest REQUEST =
            new ConnectRequest(URI.create("ws://127.0.0.1:1/live"), Map.of(), Duration.ofSeconds(1));

    private final CompletableFuture<String> known = new CompletableFuture<>();
    private final List<String> done = new ArrayList<>();
    private final LiveTransport real = (request, listener) -> {
        done.add("connect");
        return new Recorded(done);
    };
    private final LiveTransport.Listener listener = new LiveTransport.Listener() {
        @Override
        public void onOpen() {
            done.add("open");
        }

        @Override
        public void onMessage(byte[] json) {
            done.add("message");
        }

        @Override
        public void onClose(CloseReason reason) {
            done.add("closed " + reason);
        }
    };

    private record Recorded(List<String> done) implements LiveConnection {
        @Override
        public void send(String json, Written written) {
            done.add("send " + json);
        }

        @Override
        public void pause() {
            done.add("pause");
        }

        @Override
        public void resume() {
            done.add("resume");
        }

        @Override
        public void close(int code, String reason) {
            done.add("close " + code);
        }

        @Override
        public void abort() {
            done.add("abort");
        }
    }

    private LiveConnection connect(LiveTransport transport) {
        return new ToolsFirst(transport, () -> known).connect(REQUEST, listener);
    }

    @Test
    void whatIsKnownIsNotWaitedFor() {
        known.complete("all");
        assertThat(connect(real)).isInstanceOf(Recorded.class);
    }

    @Test
    void theConnectionIsMadeWhenItIsKnownAndThenUsed() {
        LiveConnection connection = connect(real);
        assertThat(done).isEmpty();
        known.complete("all");
        connection.send("a", failure -> {});
        connection.pause();
        connection.resume();
        connection.close(1000, "bye");
        connection.abort();
        assertThat(done).containsExactly("connect", "send a", "pause", "resume", "close 1000", "abort");
    }

    @Test
    void itIsMadeAlsoWhenTheQuestionFails() {
        connect(real);
        known.completeExceptionally(new IllegalStateException("no"));
        assertThat(done).containsExactly("connect");
    }

    @Test
    void closedBeforeItIsNeverMadeAndTheListenerHearsOfTheEndOnce() {
        LiveConnection connection = connect(real);
        connection.send("a", failure -> done.add("failed " + (failure != null)));
        connection.close(1000, "bye");
        connection.abort();
        known.complete("all");
        assertThat(done).containsExactly("failed true", "closed CLOSED_BY_US 1000 bye");
    }

    @Test
    void pausedBeforeItIsPausedFromTheBeginning() {
        connect(real).pause();
        known.complete("all");
        assertThat(done).containsExactly("connect", "pause");
    }

    @Test
    void aConnectionThatCanNotBeMadeIsToldAsRefused() {
        connect((request, whom) -> {
            throw new IllegalStateException("no such proxy");
        });
        known.complete("all");
        assertThat(done).containsExactly("closed REFUSED 0 no such proxy");
    }
}
