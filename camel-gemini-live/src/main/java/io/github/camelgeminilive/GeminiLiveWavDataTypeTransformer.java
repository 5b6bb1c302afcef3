package io.github.camelgeminilive;

import io.github.camelgeminilive.audio.AudioConverter;
import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.audio.WavReader;
import io.github.camelgeminilive.audio.WavWriter;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Data type {@code gemini-live:wav}: the sound in the body as a WAV file. What the bytes are, the headers
 * {@code CamelGeminiLiveMimeType} and {@code CamelGeminiLiveSampleRate} say, as on events of kind {@code audio}.
 *
 * <p>Thread-safe: stateless.
 */
@DataTypeTransformer(
        name = "gemini-live:wav",
        description = "The sound in an event, a reply or any body with a sample rate in its headers as a WAV file")
public class GeminiLiveWavDataTypeTransformer extends Transformer {

    private static final String WAV_TYPE = "audio/wav";

    /** What it takes to recognise a WAV file. */
    private static final int FIRST_BYTES = 12;

    @Override
    public void transform(Message message, DataType from, DataType to) {
        byte[] wav = message.getBody() instanceof LiveReply reply ? reply.wav() : wav(message);
        message.setBody(wav);
        message.setHeader(GeminiLiveConstants.MIME_TYPE, WAV_TYPE);
        message.setHeader(Exchange.CONTENT_TYPE, WAV_TYPE);
    }

    private static byte[] wav(Message message) {
        Object body = message.getBody();
        byte[] sound = body == null || body instanceof String ? null : message.getBody(byte[].class);
        if (sound == null) {
            throw new IllegalArgumentException(
                    "Data type gemini-live:wav: expected sound in the body, as bytes or a" + " LiveReply, but was "
                            + (body == null ? "nothing" : body.getClass().getName()));
        }
        if (WavReader.looksLikeWav(Arrays.copyOf(sound, Math.min(FIRST_BYTES, sound.length)))) {
            return sound;
        }
        AudioFormat format = format(message);
        if (format.encoding() != Encoding.PCM_S16BE) {
            return WavWriter.toBytes(format, sound);
        }
        // WAV is little endian
        byte[] turned = AudioConverter.toModel(format, format.sampleRate()).convert(sound);
        return WavWriter.toBytes(AudioFormat.s16leMono(format.sampleRate()), turned);
    }

    private static AudioFormat format(Message message) {
        Integer rate = message.getHeader(GeminiLiveConstants.SAMPLE_RATE, Integer.class);
        String type = message.getHeader(GeminiLiveConstants.MIME_TYPE, String.class);
        if (rate == null && !saysRate(type)) {
            throw new IllegalArgumentException(
                    "Data type gemini-live:wav: expected the sample rate of the sound in header "
                            + GeminiLiveConstants.SAMPLE_RATE + " or " + GeminiLiveConstants.MIME_TYPE
                            + " but was none");
        }
        int known = rate == null ? AudioFormat.MIN_SAMPLE_RATE : rate;
        AudioFormat format = type == null ? AudioFormat.s16leMono(known) : AudioFormat.parse(type, known);
        return rate == null || rate == format.sampleRate()
                ? format
                : new AudioFormat(format.encoding(), rate, format.channels());
    }

    /** The telephone's types have a rate of their own: whatever rate is supposed, theirs stays. */
    private static boolean saysRate(@Nullable String type) {
        return type != null
                && AudioFormat.parse(type, AudioFormat.MIN_SAMPLE_RATE).sampleRate()
                        == AudioFormat.parse(type, AudioFormat.MIN_SAMPLE_RATE + 1)
                                .sampleRate();
    }
}
