package io.github.camelgeminilive.sound;

import static io.github.camelgeminilive.sound.SoundRig.CHUNK;
import static io.github.camelgeminilive.sound.SoundRig.MODEL;
import static io.github.camelgeminilive.sound.SoundRig.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.session.Input.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounded sound: its pace, its marks, its ends. */
class PlayTest {

    private SoundRig rig = SoundRig.automatic();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void chunksGoOutExactlyAtTheSpeedOfSpeech() {
        rig.play(millis(1, 10_000));
        rig.pass(9_999);

        assertThat(rig.outlet.times(Kind.PACED_AUDIO))
                .containsExactlyElementsOf(
                        LongStream.range(0, 250).map(n -> n * 40).boxed().toList());
    }

    @Test
    void chunksThatHoldNoWholeNumberOfSamplesDoNotDrift() {
        SoundSettings d = SoundSettings.defaults();
        rig = new SoundRig(new SoundSettings(
                Duration.ofMillis(25),
                11_025,
                d.silenceAfter(),
                d.streamEndAfter(),
                d.audioBacklog(),
                d.preRoll(),
                false,
                10));
        rig.sound.play(
                new ByteArrayInputStream(SoundRig.noise(1, 2 * 11_025 * 60)),
                AudioFormat.s16leMono(11_025),
                true,
                false,
                new Heard());
        rig.pass(59_999);

        List<Long> times = rig.outlet.times(Kind.PACED_AUDIO);
        assertThat(times).hasSize(2_400);
        // 59,975 ms, to within a sample
        assertThat(times.get(2_399)).isBetween(59_974L, 59_975L);
    }

    @Test
    void theSessionLearnsWhenSpeechIsOverBeforeTheSilenceBegins() {
        rig.play(millis(1, 100));
        rig.pass(3_000);

        // 100 ms in chunks of 40 ms
        assertThat(rig.outlet.speechEnds()).containsExactly(3);
    }

    @Test
    void silenceAndTheEndOfTheStreamFollowUnderAutomaticDetection() {
        byte[] speech = millis(1, 100);
        Heard heard = rig.play(speech);
        rig.pass(1_059);
        assertThat(heard.words()).isEmpty();
        rig.pass(2_000);

        assertThat(rig.outlet.kinds()).containsExactly(Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END);
        byte[] sent = rig.outlet.pcm(Kind.PACED_AUDIO);
        assertThat(Arrays.copyOf(sent, speech.length)).isEqualTo(speech);
        assertThat(sent).hasSize(speech.length + 32_000);
        assertThat(Arrays.copyOfRange(sent, speech.length, sent.length)).containsOnly(0);
        // 100 ms of speech, 25 chunks of silence, the last of them 40 ms before the end
        assertThat(rig.outlet.times(Kind.AUDIO_STREAM_END)).containsExactly(1_060L);
        assertThat(heard.words()).containsExactly("written");
    }

    @Test
    void activityMarksStandAroundItUnderManualDetection() {
        rig = SoundRig.manual();
        byte[] speech = millis(1, 100);
        Heard heard = rig.play(speech);
        rig.pass(5_000);

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.PACED_AUDIO, Kind.ACTIVITY_END);
        assertThat(rig.outlet.pcm(Kind.PACED_AUDIO)).isEqualTo(speech);
        assertThat(rig.outlet.times(Kind.ACTIVITY_END)).containsExactly(100L);
        assertThat(heard.words()).containsExactly("written");
    }

    @Test
    void itJoinsAnActivityThatTheRouteBegan() {
        rig = SoundRig.manual();
        rig.activityStart();
        Heard heard = rig.play(millis(1, 80));
        Heard end = rig.activityEnd();
        assertThat(end.words()).isEmpty();
        rig.pass(1_000);

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.PACED_AUDIO, Kind.ACTIVITY_END);
        assertThat(heard.words()).containsExactly("written");
        assertThat(end.words()).containsExactly("written");
    }

    @Test
    void writtenComesOnlyWhenTheEndWasWritten() {
        Heard heard = new Heard();
        rig.sound.play(new ByteArrayInputStream(millis(1, 40)), MODEL, false, false, heard);
        rig.outlet.hold();
        rig.settle();
        for (int i = 0; i < 26; i++) {
            rig.outlet.of(Kind.PACED_AUDIO).get(i).completion().written();
            rig.settle();
            assertThat(heard.words()).isEmpty();
        }
        rig.outlet.only(Kind.AUDIO_STREAM_END).completion().written();

        assertThat(heard.words()).containsExactly("written");
    }

    @Test
    void withoutPaceItGoesAsFastAsWritesComplete() {
        Heard heard = new Heard();
        rig.sound.play(new ByteArrayInputStream(millis(1, 10_000)), MODEL, false, false, heard);
        rig.settle();

        assertThat(rig.clock.elapsedMillis()).isZero();
        assertThat(heard.words()).containsExactly("written");
        assertThat(rig.outlet.of(Kind.PACED_AUDIO)).hasSize(275);
    }

    @Test
    void oneChunkAtATimeIsOnItsWay() {
        rig.outlet.hold();
        rig.play(millis(1, 1_000));
        rig.pass(900);

        assertThat(rig.outlet.of(Kind.PACED_AUDIO)).hasSize(1);
    }

    @Test
    void aLateWriteIsCaughtUp() {
        rig.play(millis(1, 2_000));
        rig.pass(100);
        rig.outlet.hold();
        rig.pass(150);
        rig.outlet.release();
        rig.pass(100);

        // held at 120, written at 250; what was due at 160, 200 and 240 goes at once, the rest on time
        assertThat(rig.outlet.times(Kind.PACED_AUDIO))
                .containsExactly(0L, 40L, 80L, 120L, 250L, 250L, 250L, 280L, 320L);
    }

    @ParameterizedTest
    @ValueSource(longs = {400, 1_500, 5_000})
    void aLongStandstillIsNotMadeUpForInABurst(long standstill) {
        rig.play(millis(1, 10_000));
        rig.outlet.hold();
        rig.pass(standstill);
        int before = rig.outlet.sent.size();
        rig.outlet.release();
        rig.settle();

        long catchUp = Pace.CATCH_UP_NANOS / 40_000_000 + 1;
        assertThat(rig.outlet.sent.size() - before).isLessThanOrEqualTo((int) catchUp);
        rig.pass(1_000);
        assertThat(rig.outlet.sent.size() - before).isLessThanOrEqualTo((int) catchUp + 25);
    }

    @Test
    void anEndlessStreamIsNeverReadAheadMoreThanOneChunk() {
        Endless endless = new Endless();
        rig.play(endless);
        for (int i = 0; i < 500; i++) {
            rig.pass(37);
            long sent = rig.outlet.pcm(Kind.PACED_AUDIO).length;
            assertThat(endless.read - sent).isBetween(0L, (long) CHUNK);
        }
        assertThat(rig.readers).isEmpty();
    }

    @Test
    void anEndlessStreamThatIsConvertedIsNeverReadAheadMoreThanOneChunk() {
        Endless endless = new Endless();
        rig.sound.play(endless, new AudioFormat(Encoding.PCM_S16LE, 48_000, 2), true, false, new Heard());
        rig.settle();
        for (int i = 0; i < 100; i++) {
            rig.pass(40);
            long sentMillis = rig.outlet.pcm(Kind.PACED_AUDIO).length / 32;
            assertThat(endless.read / 192 - sentMillis).isBetween(0L, 40L);
        }
    }

    @Test
    void noThreadIsHeldWhileItWaitsForItsPace() {
        rig.play(millis(1, 1_000));
        rig.pass(20);

        assertThat(rig.readers).isEmpty();
        assertThat(rig.callbacks).isEmpty();
        assertThat(rig.clock.pendingTimers()).isPositive();
    }

    @Test
    void aWavFileIsConvertedAndLosesNoSample() throws IOException {
        int frames = 22_050 * 2 + 1;
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        wav.write(header(22_050, 2 * frames));
        wav.write(SoundRig.noise(3, 2 * frames));
        Heard heard = new Heard();
        Closing in = new Closing(wav.toByteArray());
        rig.sound.play(in, null, true, false, heard);
        rig.pass(4_000);

        long silence = 16_000;
        long expected = Math.round(frames * 16_000 / 22_050.0);
        long samples = rig.outlet.pcm(Kind.PACED_AUDIO).length / 2 - silence;
        assertThat(samples).isBetween(expected - 1, expected + 1);
        assertThat(heard.words()).containsExactly("written");
        assertThat(in.closed).isTrue();
    }

    @Test
    void whatBeginsAsWavIsWavWhateverItIsCalled() throws IOException {
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        wav.write(header(16_000, 3_200));
        wav.write(SoundRig.noise(3, 3_200));
        rig.sound.play(
                new ByteArrayInputStream(wav.toByteArray()),
                new AudioFormat(Encoding.ULAW, 8_000, 1),
                true,
                false,
                new Heard());
        rig.pass(3_000);

        assertThat(rig.outlet.pcm(Kind.PACED_AUDIO)).hasSize(3_200 + 32_000);
    }

    @Test
    void whatIsNoWavFailsBeforeAnythingIsSent() {
        Closing in = new Closing("Dear model, this is a letter".getBytes(StandardCharsets.UTF_8));
        Heard heard = new Heard();
        rig.sound.play(in, null, true, true, heard);
        rig.settle();

        assertThat(heard.words()).singleElement().asString().startsWith("BAD_INPUT: Expected a WAV file");
        assertThat(rig.outlet.sent).isEmpty();
        assertThat(in.closed).isTrue();
    }

    @Test
    void emptySoundIsToldAndNotSent() {
        Heard heard = rig.play(new byte[0]);

        assertThat(heard.words()).singleElement().asString().startsWith("BAD_INPUT: Expected sound but there was none");
        assertThat(rig.outlet.sent).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PACED_AUDIO", "AUDIO_STREAM_END"})
    void aRefusedWriteFailsTheExchangeAndClosesTheStream(Kind refused) {
        rig.outlet.refuse(refused, 0);
        Closing in = new Closing(millis(1, 400));
        Heard heard = rig.play(in);
        rig.pass(5_000);

        assertThat(heard.words()).containsExactly("CONNECTION_LOST: lost in the test");
        assertThat(in.closed).isTrue();
        assertThat(rig.outlet.of(refused)).hasSize(1);
    }

    @Test
    void aRefusedWriteInTheMiddleStopsReading() {
        rig.outlet.refuse(Kind.PACED_AUDIO, 3);
        Endless endless = new Endless();
        Heard heard = rig.play(endless);
        rig.pass(5_000);

        assertThat(heard.words()).containsExactly("CONNECTION_LOST: lost in the test");
        assertThat(endless.read).isEqualTo(4 * CHUNK);
        assertThat(endless.closed).isTrue();
        // what was heard so far is ended as a gap
        assertThat(rig.outlet.kinds()).containsExactly(Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END);
        assertThat(rig.outlet.times(Kind.AUDIO_STREAM_END)).containsExactly(1_120L);
    }

    @Test
    void aRefusedActivityStartFailsTheExchange() {
        rig = SoundRig.manual();
        rig.outlet.refuse(Kind.ACTIVITY_START, 0);
        Closing in = new Closing(millis(1, 400));
        Heard heard = rig.play(in);
        rig.pass(1_000);

        assertThat(heard.words()).containsExactly("CONNECTION_LOST: lost in the test");
        assertThat(in.closed).isTrue();
    }

    @Test
    void aStreamThatBreaksIsToldAndWhatWasBegunIsEnded() {
        rig = SoundRig.manual();
        Closing in = new Closing(millis(1, 100)) {
            @Override
            public synchronized int read(byte[] buf, int off, int len) {
                if (pos > 2_000) {
                    throw new IllegalStateException("the disk is gone");
                }
                return super.read(buf, off, len);
            }
        };
        Heard heard = rig.play(in);
        rig.pass(1_000);

        assertThat(heard.words())
                .containsExactly("BAD_INPUT: Expected to read the sound to its end but failed: the disk is gone");
        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.PACED_AUDIO, Kind.ACTIVITY_END);
        assertThat(in.closed).isTrue();
    }

    @Test
    void aStreamWhoseClassIsBrokenIsTold() {
        Closing in = new Closing(millis(1, 100)) {
            @Override
            public synchronized int read(byte[] buf, int off, int len) {
                throw new NoClassDefFoundError("gone");
            }
        };
        Heard heard = new Heard();
        rig.sound.play(in, MODEL, true, false, heard);
        assertThatThrownBy(rig::settle).isInstanceOf(NoClassDefFoundError.class);

        assertThat(heard.words()).singleElement().asString().startsWith("BAD_INPUT: Expected to read");
        assertThat(in.closed).isTrue();
    }

    @Test
    void abandonedSoundStopsAndIsEnded() {
        Closing in = new Closing(millis(1, 1_000));
        Heard heard = new Heard();
        Pending pending = rig.sound.play(in, MODEL, true, false, heard);
        rig.pass(100);
        pending.abandon();
        pending.abandon();
        rig.pass(5_000);

        assertThat(rig.outlet.times(Kind.PACED_AUDIO)).containsExactly(0L, 40L, 80L);
        assertThat(rig.outlet.times(Kind.AUDIO_STREAM_END)).containsExactly(100L);
        assertThat(in.closed).isTrue();
        assertThat(heard.words()).isEmpty();
    }

    @Test
    void busyReadersAreToldAsAFullQueue() {
        rig.readersBusy = true;
        Closing in = new Closing(millis(1, 100));
        Heard heard = rig.play(in);

        assertThat(heard.words()).singleElement().asString().startsWith("QUEUE_FULL: Expected a thread to read");
        assertThat(in.closed).isTrue();
        assertThat(rig.outlet.sent).isEmpty();
    }

    @Test
    void aTimersThreadNeverRunsUserCode() {
        Heard heard = rig.play(millis(1, 400));
        rig.readersBusy = true;
        rig.clock.advance(Duration.ofMillis(40), () -> {});
        assertThat(heard.words()).isEmpty();
        assertThat(rig.callbacks).isNotEmpty();
        rig.settle();

        assertThat(heard.words()).singleElement().asString().startsWith("QUEUE_FULL: Expected a thread to read");
        assertThat(rig.outlet.kinds()).containsExactly(Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END);
    }

    @Test
    void closingFailsAndClosesEverythingThatIsUnderWayOrWaits() {
        Closing first = new Closing(millis(1, 1_000));
        Closing second = new Closing(millis(2, 1_000));
        Heard one = rig.play(first);
        Heard two = rig.play(second);
        rig.pass(100);
        rig.close();
        Closing third = new Closing(millis(3, 1_000));
        Heard three = rig.play(third);

        for (Heard heard : List.of(one, two, three)) {
            assertThat(heard.words()).containsExactly("SESSION_CLOSED: Expected an open session but it was closed");
        }
        assertThat(List.of(first, second, third)).allMatch(in -> in.closed);
    }

    @Test
    void closingRunsNoUserCodeOnTheThreadThatCloses() {
        Closing in = new Closing(millis(1, 1_000));
        Heard heard = rig.play(in);
        rig.sound.close();
        assertThat(heard.words()).isEmpty();
        assertThat(in.closed).isFalse();
        rig.settle();

        assertThat(heard.words()).hasSize(1);
        assertThat(in.closed).isTrue();
    }

    private static byte[] header(int rate, int dataBytes) {
        return ByteBuffer.allocate(44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + dataBytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(2 * rate)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(dataBytes)
                .array();
    }

    /** Knows whether it was closed. */
    static class Closing extends ByteArrayInputStream {

        boolean closed;

        Closing(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Never ends and counts what was taken from it. */
    static final class Endless extends InputStream {

        long read;
        boolean closed;

        @Override
        public int read() {
            read++;
            return 1;
        }

        @Override
        public int read(byte[] buf, int off, int len) {
            Arrays.fill(buf, off, off + len, (byte) 1);
            read += len;
            return len;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
