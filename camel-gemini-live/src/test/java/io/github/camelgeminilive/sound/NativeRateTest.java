package io.github.camelgeminilive.sound;

import static io.github.camelgeminilive.sound.SoundRig.noise;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.audio.WavWriter;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.session.Input.Kind;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sound that is sent at the rate it has ({@code audioSendRate=0}), or at another than the usual one. */
class NativeRateTest {

    private static final AudioFormat TELEPHONE = AudioFormat.s16leMono(8_000);
    private static final AudioFormat STUDIO = AudioFormat.s16leMono(48_000);

    private SoundRig rig = new SoundRig(settings(0, false));

    private static SoundSettings settings(int rate, boolean manual) {
        SoundSettings d = SoundSettings.defaults();
        return new SoundSettings(
                d.audioChunk(),
                rate,
                d.silenceAfter(),
                d.streamEndAfter(),
                d.audioBacklog(),
                d.preRoll(),
                manual,
                d.queueSize());
    }

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    private List<Integer> rates(Kind kind) {
        return rig.outlet.of(kind).stream()
                .map(sent -> ((RealtimeAudio) sent.message()).sampleRate())
                .toList();
    }

    @Test
    void liveSoundKeepsItsRateAndItsBytes() {
        byte[] sound = noise(1, 2 * 48_000);
        rig.live(sound, STUDIO);

        assertThat(rates(Kind.LIVE_AUDIO)).hasSize(25).containsOnly(48_000);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(sound);
        assertThat(rig.outlet.of(Kind.LIVE_AUDIO)).allMatch(sent -> sent.pcm().length == 3_840);
    }

    @Test
    void anotherRateEndsTheChunkThatWasBegun() {
        byte[] telephone = noise(1, 2 * 8 * 50);
        byte[] studio = noise(2, 2 * 48 * 40);
        rig.live(telephone, TELEPHONE);
        rig.live(studio, STUDIO);

        assertThat(rates(Kind.LIVE_AUDIO)).containsExactly(8_000, 8_000, 48_000);
        assertThat(rig.outlet.of(Kind.LIVE_AUDIO).get(1).pcm()).hasSize(2 * 8 * 10);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(SoundRig.joined(telephone, studio));
    }

    @Test
    void otherEncodingsAreDecodedAtTheirOwnRate() {
        rig.live(noise(1, 2 * 44_100), new AudioFormat(Encoding.ULAW, 44_100, 2));

        assertThat(rates(Kind.LIVE_AUDIO)).containsOnly(44_100);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).hasSize(2 * 44_100);
    }

    @Test
    void boundedSoundIsPacedAtItsOwnRateAndItsSilenceHasThatRateToo() {
        byte[] sound = noise(1, 2 * 48_000);
        Heard heard = new Heard();
        rig.sound.play(new ByteArrayInputStream(WavWriter.toBytes(STUDIO, sound)), null, true, false, heard);
        rig.pass(999);
        assertThat(rig.outlet.times(Kind.PACED_AUDIO))
                .hasSize(25)
                .startsWith(0L, 40L, 80L)
                .endsWith(960L);
        rig.pass(1_001);

        assertThat(heard.words()).containsExactly("written");
        assertThat(rates(Kind.PACED_AUDIO)).containsOnly(48_000);
        assertThat(rig.outlet.pcm(Kind.PACED_AUDIO))
                .hasSize(2 * 2 * 48_000)
                .startsWith(sound)
                .endsWith(new byte[2 * 48_000]);
    }

    @Test
    void theBacklogIsMeasuredInTime() {
        rig.outlet.hold();
        // 4 chunks on their way, 25 wait: a second
        for (int i = 0; i < 29; i++) {
            rig.live(noise(i, 2 * 48 * 40), STUDIO);
        }
        assertThat(rig.droppedNanos).isZero();
        rig.live(noise(30, 2 * 48 * 40), STUDIO);
        assertThat(rig.droppedNanos).isEqualTo(40_000_000);
        rig.outlet.release();
    }

    @Test
    void preRollKeepsItsRate() {
        rig.close();
        rig = new SoundRig(settings(0, true));
        rig.live(noise(1, 2 * 48 * 400), STUDIO);
        rig.activityStart();

        assertThat(rates(Kind.LIVE_AUDIO)).containsOnly(48_000);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).hasSize(2 * 48 * 280);
        rig.pass(40);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).hasSize(2 * 48 * 300);
    }

    @Test
    void anyOtherRateCanBeAskedFor() {
        rig.close();
        rig = new SoundRig(settings(24_000, false));
        rig.live(noise(1, 2 * 48_000), STUDIO);

        assertThat(rates(Kind.LIVE_AUDIO)).hasSizeGreaterThan(23).containsOnly(24_000);
        assertThat(rig.outlet.of(Kind.LIVE_AUDIO).get(0).pcm()).hasSize(1_920);
    }
}
