package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerContent;
import io.github.camelgeminilive.protocol.Transcription;
import java.util.List;
import java.util.Map;

/** A {@link ServerContent} from the few fields that an expectation names. */
final class ContentBuilder {

    private List<Part> modelTurn = List.of();
    private Transcription input;
    private Transcription interim;
    private Transcription output;
    private Map<String, Object> grounding;
    private Map<String, Object> urlContext;
    private boolean generationComplete;
    private boolean turnComplete;
    private boolean interrupted;
    private boolean waitingForInput;
    private String reason;
    private InteractionStatus status;

    private String speechState;

    static ContentBuilder content() {
        return new ContentBuilder();
    }

    ContentBuilder parts(Part... parts) {
        modelTurn = List.of(parts);
        return this;
    }

    ContentBuilder input(Transcription transcription) {
        input = transcription;
        return this;
    }

    ContentBuilder interim(Transcription transcription) {
        interim = transcription;
        return this;
    }

    ContentBuilder output(Transcription transcription) {
        output = transcription;
        return this;
    }

    ContentBuilder grounding(Map<String, Object> metadata) {
        grounding = metadata;
        return this;
    }

    ContentBuilder urlContext(Map<String, Object> metadata) {
        urlContext = metadata;
        return this;
    }

    ContentBuilder generationComplete() {
        generationComplete = true;
        return this;
    }

    ContentBuilder turnComplete() {
        turnComplete = true;
        return this;
    }

    ContentBuilder interrupted() {
        interrupted = true;
        return this;
    }

    ContentBuilder waitingForInput() {
        waitingForInput = true;
        return this;
    }

    ContentBuilder reason(String name) {
        reason = name;
        return this;
    }

    ContentBuilder status(InteractionStatus value) {
        status = value;
        return this;
    }

    ContentBuilder speechState(String value) {
        speechState = value;
        return this;
    }

    ServerContent build() {
        return new ServerContent(
                modelTurn,
                input,
                interim,
                output,
                grounding,
                urlContext,
                generationComplete,
                turnComplete,
                interrupted,
                waitingForInput,
                reason,
                status,
                speechState);
    }
}
