package io.github.camelgeminilive.sound;

import static io.github.camelgeminilive.sound.SoundRig.MODEL;
import static io.github.camelgeminilive.sound.SoundRig.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.audio.AudioConverter;
import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.session.Input.Kind;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live sound: chunks, gaps, backlog. */
class LiveSoundTest {

    private SoundRig rig = SoundRig.automatic();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void aMessageThatIsOneChunkGoesOutAtOnceAndCostsNoTimer() {
        Heard heard = rig.live(millis(1, 40));
        long timers = rig.clock.timersMade();
        for (int i = 0; i < 20; i++) {
            rig.pass(40);
            rig.live(millis(2, 40));
        }

        assertThat(heard.words()).containsExactly("written");
        assertThat(rig.outlet.of(Kind.LIVE_AUDIO)).hasSize(21).allMatch(sent -> sent.pcm().length == 1_280);
        assertThat(rig.clock.timersMade() - timers).isZero();
    }

    @Test
    void writtenComesWhenTheLastChunkOfTheMessageWasWritten() {
        rig.outlet.hold();
        Heard heard = rig.live(millis(1, 90));
        assertThat(rig.outlet.sent).hasSize(2);
        rig.outlet.sent.get(0).completion().written();
        assertThat(heard.words()).isEmpty();
        rig.outlet.sent.get(1).completion().written();

        assertThat(heard.words()).containsExactly("written");
    }

    @Test
    void aMessageThatFillsNoChunkIsWrittenAtOnce() {
        rig.outlet.hold();

        assertThat(rig.live(millis(1, 20)).words()).containsExactly("written");
        assertThat(rig.live(new byte[0]).words()).containsExactly("written");
        assertThat(rig.outlet.sent).isEmpty();
    }

    @Test
    void aRefusedChunkFailsItsMessageOnce() {
        rig.outlet.refuse(Kind.LIVE_AUDIO, 0);
        Heard heard = rig.live(millis(1, 120));

        assertThat(heard.words()).containsExactly("CONNECTION_LOST: lost in the test");
        assertThat(rig.outlet.sent).hasSize(3);
    }

    @Test
    void aPartialChunkWaitsNoLongerThanAChunk() {
        rig.live(millis(1, 50));
        rig.pass(39);
        assertThat(rig.outlet.sent).hasSize(1);
        rig.pass(1);

        assertThat(rig.outlet.sent).hasSize(2);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(millis(1, 50));
    }

    @Test
    void theWaitOfAPartialChunkBeginsWithTheSoundInIt() {
        rig.live(millis(1, 20));
        rig.pass(30);
        // completes the chunk that waits for 30 ms and begins another
        rig.live(millis(2, 30));
        rig.pass(39);
        assertThat(rig.outlet.times(Kind.LIVE_AUDIO)).containsExactly(30L);
        rig.pass(1);

        assertThat(rig.outlet.times(Kind.LIVE_AUDIO)).containsExactly(30L, 70L);
    }

    @Test
    void telephoneMessagesOfTwentyMillisecondsBecomeWholeChunks() {
        for (int i = 0; i < 50; i++) {
            rig.live(millis(i, 20));
            rig.pass(20);
        }

        assertThat(rig.outlet.of(Kind.LIVE_AUDIO)).hasSize(25).allMatch(sent -> sent.pcm().length == 1_280);
    }

    @Test
    void aGapEndsTheStreamOnceAndSoundAfterItGoesOn() {
        rig.live(millis(1, 40));
        rig.pass(999);
        assertThat(rig.outlet.of(Kind.AUDIO_STREAM_END)).isEmpty();
        rig.pass(1);
        rig.outlet.only(Kind.AUDIO_STREAM_END);
        rig.pass(60_000);
        rig.outlet.only(Kind.AUDIO_STREAM_END);

        rig.live(millis(2, 40));
        rig.pass(2_000);
        assertThat(rig.outlet.times(Kind.AUDIO_STREAM_END)).containsExactly(1_000L, 62_000L);
        assertThat(rig.clock.pendingTimers()).isZero();
    }

    @Test
    void shortGapsEndNothing() {
        for (int i = 0; i < 20; i++) {
            rig.live(millis(i, 40));
            rig.pass(990);
        }

        assertThat(rig.outlet.of(Kind.AUDIO_STREAM_END)).isEmpty();
    }

    @Test
    void aGapIsCountedFromWhenSoundWasWritten() {
        rig.outlet.hold();
        rig.live(millis(1, 40));
        rig.pass(5_000);
        assertThat(rig.outlet.sent).hasSize(1);
        rig.outlet.release();
        rig.pass(999);
        assertThat(rig.outlet.sent).hasSize(1);
        rig.pass(1_000);

        rig.outlet.only(Kind.AUDIO_STREAM_END);
    }

    @Test
    void aGapInAStreamThatIsReadEndsTheStreamToo() {
        Slow slow = new Slow();
        rig.sound.play(slow, MODEL, true, false, new Heard());
        rig.settle();
        // the reader waits in read() while time passes
        slow.onRead = () -> rig.clock.advance(Duration.ofMillis(1_500), () -> {});
        rig.pass(40);

        assertThat(rig.outlet.kinds()).startsWith(Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END, Kind.PACED_AUDIO);
    }

    @Test
    void theRouteCanEndTheStreamItself() {
        rig.live(millis(1, 50));
        Heard heard = new Heard();
        rig.sound.streamEnd(heard);
        rig.pass(5_000);

        assertThat(heard.words()).containsExactly("written");
        assertThat(rig.outlet.kinds()).containsExactly(Kind.LIVE_AUDIO, Kind.AUDIO_STREAM_END);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(millis(1, 50));
        rig.outlet.only(Kind.AUDIO_STREAM_END);
    }

    @Test
    void messagesMayEndInsideASample() {
        AudioFormat stereo = new AudioFormat(Encoding.PCM_S24LE, 44_100, 2);
        byte[] sound = SoundRig.noise(5, 44_100 * 6);
        Random random = new Random(9);
        for (int at = 0; at < sound.length; ) {
            int end = Math.min(sound.length, at + 1 + random.nextInt(3_000));
            rig.live(Arrays.copyOfRange(sound, at, end), stereo);
            at = end;
        }
        rig.sound.streamEnd(new Heard());

        AudioConverter whole = AudioConverter.toModel(stereo, 16_000);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(whole.convert(sound));
        expected.writeBytes(whole.flush());
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(expected.toByteArray());
    }

    @Test
    void aGapBetweenTheTwoHalvesOfASampleLosesNeither() {
        byte[] sound = millis(1, 81);
        rig.live(Arrays.copyOf(sound, 1_281));
        rig.pass(5_000);
        rig.live(Arrays.copyOfRange(sound, 1_281, sound.length));
        rig.pass(5_000);

        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(sound);
    }

    @Test
    void anotherFormatInTheMiddleLosesNothing() {
        rig.live(millis(1, 100));
        rig.live(new byte[800], new AudioFormat(Encoding.ULAW, 8_000, 1));
        rig.live(millis(2, 100));
        rig.sound.streamEnd(new Heard());

        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).hasSize(300 * 32);
    }

    @Test
    void theSendersBytesAreNotKept() {
        byte[] message = millis(1, 40);
        rig.outlet.hold();
        rig.live(message);
        Arrays.fill(message, (byte) 0);

        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(millis(1, 40));
    }

    @Test
    void aBacklogLosesItsOldestPartAndTellsHowMuch() {
        rig.outlet.hold();
        for (int i = 0; i < 50; i++) {
            rig.live(millis(i, 40));
        }
        // 4 chunks are on their way, 25 wait, 21 are gone
        assertThat(rig.droppedNanos).isEqualTo(21 * 40_000_000L);
        rig.outlet.release();
        rig.settle();

        assertThat(rig.outlet.of(Kind.LIVE_AUDIO)).hasSize(29);
        assertThat(rig.outlet.sent.get(3).pcm()).isEqualTo(millis(3, 40));
        assertThat(rig.outlet.sent.get(4).pcm()).isEqualTo(millis(25, 40));
        assertThat(rig.outlet.sent.get(28).pcm()).isEqualTo(millis(49, 40));
    }

    @Test
    void theSenderOfDroppedSoundDoesNotWaitForEver() {
        rig.outlet.hold();
        Heard[] heard = new Heard[50];
        for (int i = 0; i < 50; i++) {
            heard[i] = rig.live(millis(i, 40));
        }

        assertThat(heard[3].words()).isEmpty();
        assertThat(heard[4].words()).containsExactly("written");
        assertThat(heard[25].words()).isEmpty();
    }

    @Test
    void oneLongMessageIsNotCut() {
        rig.outlet.hold();
        Heard heard = rig.live(millis(1, 10_000));
        assertThat(rig.droppedNanos).isZero();
        rig.outlet.release();
        rig.settle();

        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(millis(1, 10_000));
        assertThat(heard.words()).containsExactly("written");
    }

    @Test
    void liveSoundBehindAFileWaitsWithinTheBacklog() {
        Heard file = rig.play(millis(1, 2_000));
        for (int i = 0; i < 75; i++) {
            rig.live(millis(i, 40));
            rig.pass(40);
        }
        rig.pass(100);

        assertThat(file.words()).containsExactly("written");
        assertThat(rig.outlet.kinds()).startsWith(Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END, Kind.LIVE_AUDIO);
        long sent = MODEL.durationNanos(rig.outlet.pcm(Kind.LIVE_AUDIO).length);
        assertThat(sent + rig.droppedNanos).isEqualTo(75 * 40_000_000L);
        assertThat(rig.droppedNanos).isPositive();
    }

    @Test
    void activityMarksAreRefusedUnderAutomaticDetection() {
        assertThat(rig.activityStart().words())
                .containsExactly(
                        "BAD_INPUT: Expected option automaticActivityDetection=false for activityStart but it is true");
        assertThat(rig.activityEnd().words())
                .containsExactly(
                        "BAD_INPUT: Expected option automaticActivityDetection=false for activityEnd but it is true");
        assertThat(rig.outlet.sent).isEmpty();
    }

    @Test
    void closingFailsWhatWaits() {
        rig.outlet.hold();
        Heard[] heard = new Heard[6];
        for (int i = 0; i < 6; i++) {
            heard[i] = rig.live(millis(i, 40));
        }
        Heard end = new Heard();
        rig.sound.streamEnd(end);
        rig.live(millis(9, 20));
        rig.close();

        String closed = "SESSION_CLOSED: Expected an open session but it was closed";
        assertThat(heard[3].words()).isEmpty();
        assertThat(heard[4].words()).containsExactly(closed);
        assertThat(end.words()).containsExactly(closed);
        assertThat(rig.live(millis(1, 40)).words()).containsExactly(closed);
        rig.outlet.release();
        assertThat(rig.outlet.sent).hasSize(4);
        assertThat(heard[3].words()).containsExactly("written");
    }

    /** A stream that takes its time. */
    private static final class Slow extends InputStream {

        private Runnable onRead = () -> {};
        private int left = 3 * 1_280;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            onRead.run();
            onRead = () -> {};
            int count = Math.min(len, left);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
