package io.github.camelgeminilive.transport;

import static io.github.camelgeminilive.transport.RawServer.CLOSE;
import static io.github.camelgeminilive.transport.RawServer.TEXT;
import static io.github.camelgeminilive.transport.RawServer.closeFrame;
import static io.github.camelgeminilive.transport.RawServer.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelgeminilive.transport.CloseReason.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebSocketEndTest extends LoopbackTest {

    private static final WebSocketClientOptions ONE_SECOND = new WebSocketClientOptions().setClosingTimeout(1);

    @Test
    void peerThatNeverAnswersOurCloseIsLeftAfterTheClosingTimeout() {
        RawServer server = sending();
        LiveConnection connection = transport(ONE_SECOND).connect(server.request(), listener);
        listener.awaitOpen();
        long start = System.nanoTime();
        connection.close(1000, "bye");
        assertThat(listener.awaitClose().toString()).isEqualTo("CLOSED_BY_US 1000 bye");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(950), Duration.ofSeconds(3));
        server.awaitEnd();
    }

    @Test
    void peerThatNeverReadsCannotHoldAClose() {
        ScriptedServer server = scripted();
        LiveConnection connection = transport(ONE_SECOND).connect(server.request(), listener);
        listener.awaitOpen();
        server.stopReading();
        Writes writes = new Writes();
        for (int i = 0; i < 300; i++) {
            connection.send("x".repeat(100_000), writes.next());
        }
        connection.close(1000, "bye");
        connection.send("after the close", failure -> assertThat(failure).isInstanceOf(IOException.class));
        assertThat(listener.awaitClose().toString()).isEqualTo("CLOSED_BY_US 1000 bye");
        assertThat(writes.told()).isEqualTo(300);
        writes.verifyEachToldOnce();
        assertThat(writes.failures().size()).isBetween(1, 300);
        assertThat(writes.failures())
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("CLOSED_BY_US 1000 bye"));
    }

    @Test
    void peerThatClosesButKeepsTheTcpConnectionIsLeft() {
        RawServer server = sending(frame(TEXT, true, "last words"), closeFrame(1011, "Internal error encountered."));
        transport().connect(server.request(), listener);
        assertThat(listener.awaitClose().toString()).isEqualTo("CLOSED_BY_PEER 1011 Internal error encountered.");
        assertThat(listener.messages()).containsExactly("last words");
        server.awaitEnd();
        assertThat(server.receivedBytes()).as("an answer to the close frame").isPositive();
    }

    @Test
    void emptyCloseFrameIsAnOrdinaryEnd() {
        transport().connect(sending(frame(CLOSE, true, "")).request(), listener);
        assertThat(listener.awaitClose().toString()).isEqualTo("CLOSED_BY_PEER 1000");
    }

    @Test
    void closeFrameWithAnIllegalCodeIsABrokenConnection() {
        transport().connect(sending(closeFrame(1005, "")).request(), listener);
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.LOST);
        assertThat(reason.text()).contains("broke the WebSocket protocol");
    }

    @Test
    void illegalFrameIsABrokenConnection() {
        RawServer server = sending(frame(TEXT, true, "fine"), frame(5, true, "reserved"));
        transport().connect(server.request(), listener);
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.LOST);
        assertThat(reason.code()).isEqualTo(1006);
        assertThat(reason.text()).contains("broke the WebSocket protocol");
        assertThat(listener.messages()).containsExactly("fine");
        server.awaitEnd();
    }

    @Test
    void orderlyEndOfTheTcpConnectionWithoutACloseFrameIsALoss() {
        RawServer server = raw((socket, accept) -> {
            socket.write(accept.appendBuffer(frame(TEXT, true, "half a")));
            socket.end(Buffer.buffer().appendByte((byte) 0x81)); // and the first byte of a second frame
        });
        transport().connect(server.request(), listener);
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.LOST);
        assertThat(reason.code()).isEqualTo(1006);
        assertThat(listener.messages()).containsExactly("half a");
    }

    @Test
    void exceptionOfTheListenerEndsItsConnectionAndNoOther() {
        ScriptedServer server = scripted();
        WebSocketTransport transport = transport();
        IllegalStateException bug = new IllegalStateException("a bug");
        listener.whenMessage(message -> {
            throw bug;
        });
        transport.connect(server.request(), listener);
        listener.awaitOpen();
        server.say("1");
        server.say("2");
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.LOST);
        assertThat(reason.text()).contains("the listener threw java.lang.IllegalStateException");
        assertThat(reason.cause()).isSameAs(bug);
        assertThat(listener.messages()).containsExactly("1");
        for (int i = 0; i < EVENT_LOOP_COUNT; i++) {
            RecordingListener next = new RecordingListener();
            transport.connect(server.request(), next);
            next.awaitOpen();
        }
    }

    @Test
    void exceptionInOnOpenEndsTheConnection() {
        listener.whenOpen(() -> {
            throw new IllegalStateException("a bug");
        });
        transport().connect(scripted().request(), listener);
        assertThat(listener.awaitClose().text()).contains("the listener threw");
    }

    @Test
    void exceptionInWrittenEndsTheConnection() {
        LiveConnection connection = transport().connect(scripted().request(), listener);
        listener.awaitOpen();
        connection.send("1", failure -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(listener.awaitClose().text()).contains("the listener threw");
    }

    @Test
    void whatNoCloseFrameCanHoldIsRejected() {
        LiveConnection connection = transport().connect(scripted().request(), listener);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection.close(1006, ""))
                .withMessageContaining("1006");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection.close(1000, "ü".repeat(62)))
                .withMessageContaining("124");
    }
}
