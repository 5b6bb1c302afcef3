package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.audio.TelephoneEncoder;
import io.github.camelgeminilive.audio.WavReader;
import io.github.camelgeminilive.session.Sound;
import io.github.camelgeminilive.session.SoundShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputFormatTest {

    private static final byte[] SECOND = SoundRig.noise(3, 48_000);

    private static Sound pcm(byte[] sound) {
        return new Sound(sound, "audio/pcm;rate=24000", 24_000);
    }

    private static SoundShape shape(OutputFormat format) {
        assertThat(format.shape()).isNotNull();
        return format.shape().get();
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputFormat.class,
            names = {"mulaw", "alaw"})
    void telephoneSoundIsOneStreamOverItsPieces(OutputFormat format) {
        TelephoneEncoder reference =
                new TelephoneEncoder(format == OutputFormat.mulaw ? Encoding.ULAW : Encoding.ALAW, 24_000);
        byte[] expected = SoundRig.joined(reference.encode(SECOND), reference.flush());
        assertThat(expected).hasSize(8_000);
        SoundShape shape = shape(format);
        for (int stream = 0; stream < 2; stream++) {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            for (int at = 0; at < SECOND.length; at += 1_922) {
                Sound piece = shape.next(pcm(Arrays.copyOfRange(SECOND, at, Math.min(SECOND.length, at + 1_922))));
                assertThat(piece.sampleRate()).isEqualTo(8_000);
                assertThat(piece.mimeType())
                        .isEqualTo(format == OutputFormat.mulaw ? "audio/PCMU;rate=8000" : "audio/PCMA;rate=8000");
                heard.writeBytes(piece.data());
            }
            heard.writeBytes(shape.end().data());
            assertThat(shape.end()).as("nothing is told twice").isNull();
            assertThat(heard.toByteArray()).isEqualTo(expected);
        }
        assertThat(format.whole(SECOND, 24_000).data()).isEqualTo(expected);
    }

    @Test
    void forgottenSoundDoesNotBeginTheNextStream() {
        SoundShape shape = shape(OutputFormat.mulaw);
        byte[] first = shape.next(pcm(SECOND)).data();
        shape.forget();
        assertThat(shape.end()).isNull();
        assertThat(shape.next(pcm(SECOND)).data()).isEqualTo(first);
    }

    @Test
    void anotherRateInTheMiddleLosesNothing() {
        SoundShape shape = shape(OutputFormat.mulaw);
        int codes = shape.next(pcm(SECOND)).data().length;
        codes += shape.next(new Sound(SECOND, "audio/pcm;rate=48000", 48_000)).data().length;
        codes += shape.end().data().length;
        assertThat(codes).isEqualTo(8_000 + 4_000);
    }

    @Test
    void eachPieceOfWavIsAFile() throws IOException {
        SoundShape shape = shape(OutputFormat.wav);
        for (int i = 0; i < 2; i++) {
            Sound file = shape.next(pcm(SECOND));
            assertThat(file.mimeType()).isEqualTo("audio/wav");
            assertThat(file.sampleRate()).isEqualTo(24_000);
            WavReader wav = WavReader.open(new ByteArrayInputStream(file.data()));
            assertThat(wav.format().sampleRate()).isEqualTo(24_000);
            assertThat(wav.sound().readAllBytes()).isEqualTo(SECOND);
        }
        assertThat(shape.end()).isNull();
    }

    @Test
    void pcmIsHandedOnAsItComes() {
        assertThat(OutputFormat.pcm.shape()).isNull();
        assertThat(OutputFormat.pcm.whole(SECOND, 24_000).data()).isSameAs(SECOND);
        assertThat(OutputFormat.pcm.whole(SECOND, 24_000).mimeType()).isEqualTo("audio/pcm;rate=24000");
    }

    @Test
    void whatIsNoPcmGoesThroughAsItIs() {
        Sound opus = new Sound(SECOND, "audio/opus", 24_000);
        Sound odd = new Sound(SECOND, "audio/pcm;rate=100", 100);
        for (OutputFormat format : new OutputFormat[] {OutputFormat.wav, OutputFormat.mulaw}) {
            assertThat(shape(format).next(opus)).isSameAs(opus);
            assertThat(shape(format).next(odd)).isSameAs(odd);
        }
    }

    @Test
    void aNameThatIsNotKnownIsRefused() {
        assertThat(OutputFormat.of(null, OutputFormat.wav)).isEqualTo(OutputFormat.wav);
        assertThat(OutputFormat.of("alaw", OutputFormat.wav)).isEqualTo(OutputFormat.alaw);
        assertThatThrownBy(() -> OutputFormat.of("mp3", OutputFormat.pcm))
                .hasMessage("Option audioOutputFormat: expected one of pcm, wav, mulaw, alaw but was 'mp3'");
    }
}
