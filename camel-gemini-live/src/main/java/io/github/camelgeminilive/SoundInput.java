package io.github.camelgeminilive;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.WavReader;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.sound.Pending;
import io.github.camelgeminilive.sound.SoundFormats;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * The sound in a message: a live chunk, or a whole piece that has an end (file, stream, WAV bytes, any bytes whose sender
 * waits for the answer).
 *
 * <p>Used once.
 */
final class SoundInput {

    /** What {@link WavReader#looksLikeWav} needs to see. */
    private static final int FIRST_BYTES = 12;

    private final @Nullable AudioFormat format;
    private final byte @Nullable [] live;
    private final @Nullable InputStream whole;
    private final boolean realtime;

    private SoundInput(
            @Nullable AudioFormat format, byte @Nullable [] live, @Nullable InputStream whole, boolean realtime) {
        this.format = format;
        this.live = live;
        this.whole = whole;
        this.realtime = realtime;
    }

    /**
     * Reads what the message says about its sound, and no more of the sound than its first bytes.
     *
     * @param formats knows what sound is that does not say it
     * @param realtime whether sound that has an end goes at the speed of speech
     * @param utterance whether the sender waits for the answer: then the sound has an end
     * @throws IllegalArgumentException when the body is no sound, or none that is accepted
     */
    static SoundInput of(Message message, SoundFormats formats, boolean realtime, boolean utterance)
            throws IOException {
        Object body = message.getBody();
        Integer rate = message.getHeader(GeminiLiveConstants.SAMPLE_RATE, Integer.class);
        String type = contentType(message);
        byte[] bytes = bytes(message, body);
        if (bytes != null) {
            byte[] first = Arrays.copyOf(bytes, Math.min(FIRST_BYTES, bytes.length));
            AudioFormat format = formats.resolve(rate, type, null, first);
            boolean hasEnd = format == null || utterance;
            return new SoundInput(
                    format, hasEnd ? null : bytes, hasEnd ? new ByteArrayInputStream(bytes) : null, realtime);
        }
        if (!Operations.isSound(body)) {
            throw new IllegalArgumentException(
                    "Operation audio: expected bytes, a stream or a file in the body but was "
                            + (body == null ? "nothing" : body.getClass().getName()));
        }
        AudioFormat format = formats.resolve(rate, type, fileName(body), null);
        return new SoundInput(format, null, stream(message, body), realtime);
    }

    private static @Nullable String contentType(Message message) {
        String own = message.getHeader(GeminiLiveConstants.MIME_TYPE, String.class);
        return own != null ? own : message.getHeader(Exchange.CONTENT_TYPE, String.class);
    }

    private static byte @Nullable [] bytes(Message message, @Nullable Object body) {
        if (body instanceof byte[] array) {
            return array;
        }
        return body instanceof ByteBuffer || body instanceof Buffer ? message.getBody(byte[].class) : null;
    }

    private static @Nullable String fileName(@Nullable Object body) {
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (file instanceof Path path) {
            return path.toString();
        }
        return file instanceof File named ? named.getPath() : null;
    }

    private static InputStream stream(Message message, @Nullable Object body) throws IOException {
        if (body instanceof Path path) {
            return Files.newInputStream(path);
        }
        if (body instanceof StreamCache cache) {
            // another route may have read it
            cache.reset();
        }
        InputStream stream = body instanceof InputStream in ? in : message.getBody(InputStream.class);
        if (stream == null) {
            throw new IllegalArgumentException("Operation audio: expected a readable body but "
                    + message.getBody().getClass().getName() + " is not");
        }
        return stream;
    }

    /** Sends it on its way. */
    void sendTo(Agent agent, String sessionId, PendingExchange pending) throws Exception {
        byte[] chunk = live;
        InputStream stream = whole;
        try {
            AgentSession session =
                    agent.session(sessionId, chunk != null ? Input.Kind.LIVE_AUDIO : Input.Kind.PACED_AUDIO);
            session.asked(chunk != null ? null : pending.asker());
            AudioFormat known = format;
            if (chunk != null && known != null) {
                session.sound().live(chunk, known, pending);
            } else if (stream != null) {
                Pending playing = session.sound().play(stream, known, realtime, pending.wantsReply(), pending);
                pending.onTimeout(playing::abandon);
            }
        } catch (Exception e) {
            if (stream != null) {
                stream.close();
            }
            throw e;
        }
    }
}
