package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.Transcription;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of transcripts together for a route that wants whole ones ({@code transcription=final}): one text for
 * each speaker and turn. A text is whole when the service says so, else when its turn is over; it comes before the end of
 * the turn. What comes later than that, and what belongs to no turn, passes as it is.
 *
 * <p>Not thread-safe: a lane asks it with its lock held.
 */
final class WholeTranscripts {

    /** Whose text in which turn. */
    private record Key(long turn, EventKind side, @Nullable String speaker) {}

    private final Map<Key, Transcript> texts = new LinkedHashMap<>();

    /** Where the newest piece came from. */
    private int connection;

    /** Whether an event ends texts, so that it has to be seen even if the route does not want it. */
    static boolean ends(EventKind kind) {
        return kind == EventKind.turnComplete || kind == EventKind.failed || kind == EventKind.closed;
    }

    /**
     * Hands on what a route gets for an event, in order.
     *
     * @param gather null for a route that wants pieces
     * @param wanted whether the route wants events of this kind; those that end texts are seen in any case
     */
    static void pass(@Nullable WholeTranscripts gather, LiveEvent event, boolean wanted, Consumer<LiveEvent> to) {
        boolean side = event.kind() == EventKind.inputTranscription || event.kind() == EventKind.outputTranscription;
        if (gather != null) {
            gather.before(event).forEach(to);
        }
        if (side && gather != null && event.body() instanceof Transcription piece) {
            gather.piece(event, piece).forEach(to);
        } else if (wanted
                && !(side
                        && event.body() instanceof Transcription mark
                        && mark.text().isEmpty())) {
            to.accept(event);
        }
    }

    /** What a route gets before this event. */
    private List<LiveEvent> before(LiveEvent event) {
        if (!ends(event.kind()) || texts.isEmpty()) {
            return List.of();
        }
        List<LiveEvent> whole = new ArrayList<>();
        Iterator<Map.Entry<Key, Transcript>> waiting = texts.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<Key, Transcript> text = waiting.next();
            if (event.turn() == 0 || text.getKey().turn() == event.turn()) {
                whole.addAll(whole(text.getKey(), text.getValue(), event.connection()));
                waiting.remove();
            }
        }
        return whole;
    }

    /** A piece of a transcript: what a route gets for it, often nothing yet. */
    private List<LiveEvent> piece(LiveEvent event, Transcription piece) {
        if (event.late() || event.turn() == 0) {
            return piece.text().isEmpty() ? List.of() : List.of(event);
        }
        Key key = new Key(event.turn(), event.kind(), piece.speakerLabel());
        Transcript text = texts.computeIfAbsent(key, k -> new Transcript());
        text.add(piece);
        connection = event.connection();
        if (!piece.finished()) {
            return List.of();
        }
        texts.remove(key);
        return whole(key, text, connection);
    }

    /** All that waits for its end, when no more will come. */
    List<LiveEvent> rest() {
        List<LiveEvent> rest = new ArrayList<>();
        texts.forEach((key, text) -> rest.addAll(whole(key, text, connection)));
        texts.clear();
        return rest;
    }

    private static List<LiveEvent> whole(Key key, Transcript text, int connection) {
        return text.isEmpty()
                ? List.of()
                : text.bySpeaker().stream()
                        .map(whole -> new LiveEvent(key.side(), key.turn(), connection, whole))
                        .toList();
    }
}
