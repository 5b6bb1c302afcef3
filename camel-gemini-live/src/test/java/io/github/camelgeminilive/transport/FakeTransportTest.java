package io.github.camelgeminilive.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeTransportTest extends LiveTransportContract {

    private final FakeTransport transport = new FakeTransport();
    private final FakePeer peer = new FakePeer();

    @Override
    protected LiveTransport transport() {
        return transport;
    }

    @Override
    protected Peer peer() {
        return peer;
    }

    @Test
    void heldWritesWaitForTheirRelease() {
        LiveConnection connection = open();
        transport.last().holdWrites(true);
        Writes writes = new Writes();
        connection.send("1", writes.next());
        assertThat(transport.last().sent()).containsExactly("1");
        assertThat(writes.told()).isZero();
        transport.last().releaseWrites();
        assertThat(writes.told()).isOne();
        connection.send("2", writes.next());
        assertThat(writes.told()).isOne();
        transport.last().holdWrites(false);
        writes.awaitAll();
        writes.verifyEachToldOnce();
    }

    private final class FakePeer implements Peer {

        private int status = 101;

        @Override
        public ConnectRequest request() {
            return new ConnectRequest(URI.create("ws://fake/live"), Map.of(), Duration.ofSeconds(1));
        }

        @Override
        public void answerUpgradesWith(int httpStatus) {
            status = httpStatus;
        }

        @Override
        public void answer() {
            if (status == 101) {
                transport.last().open();
            } else {
                transport.last().refuse(status);
            }
        }

        @Override
        public void say(String json) {
            transport.last().serverSays(json);
        }

        @Override
        public void awaitRead() {
            // said is read
        }

        @Override
        public void stopReading() {
            transport.last().holdWrites(true);
        }

        @Override
        public void close(int code, String text) {
            transport.last().serverCloses(code, text);
        }

        @Override
        public void vanish() {
            transport.last().serverVanishes();
        }

        @Override
        public List<String> awaitReceived(int count) {
            assertThat(transport.last().sent()).hasSizeGreaterThanOrEqualTo(count);
            return transport.last().sent();
        }

        @Override
        public int awaitCloseCode() {
            CloseReason reason = transport.last().closeReason();
            assertThat(reason).isNotNull();
            return reason.code();
        }
    }
}
