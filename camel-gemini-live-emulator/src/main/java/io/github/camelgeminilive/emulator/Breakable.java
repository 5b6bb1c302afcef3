package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The half of a stage that breaks things, which needs no turn. Confined to the connection's event loop. */
abstract class Breakable implements Stage {
    final Conversation conversation;
    final LiveConnection line;

    Breakable(Conversation conversation) {
        this.conversation = conversation;
        this.line = conversation.line();
    }

    /** Comes to the next act after this time. */
    abstract void after(Duration pause);

    void goOn() {
        after(Duration.ZERO);
    }

    @Override
    public void pause(Duration time) {
        after(time);
    }

    @Override
    public void stall() {
        conversation.log("stalls");
    }

    @Override
    public void close(int code, String text) {
        conversation.log("closes " + code + " " + text);
        conversation.closing(code, text);
    }

    @Override
    public void goAway(Duration timeLeft, boolean silent) {
        conversation.schedule().goAway(timeLeft, silent);
        goOn();
    }

    @Override
    public void hush() {
        conversation.log("says nothing any more");
        line.hush();
        goOn();
    }

    @Override
    public void halfOpen() {
        conversation.log("is half-open");
        conversation.inbox().discard();
        line.halfOpenNow();
    }

    @Override
    public void pongDelay(@Nullable Duration delay) {
        line.pongDelayNow(delay);
        goOn();
    }

    @Override
    public void handle(boolean resumable) {
        conversation.handles().tell(resumable);
        goOn();
    }

    @Override
    public void vanish() {
        conversation.log("vanishes");
        conversation.ended();
        line.resetNow();
    }

    @Override
    public void split(int pieces, Duration pause) {
        line.splitNext(pieces, pause);
        goOn();
    }

    @Override
    public void garbage() {
        line.sendText("{\"serverContent\": {\"modelTurn\": \u0001 no JSON");
        goOn();
    }

    @Override
    public void frame(String json) {
        line.sendText(json);
        goOn();
    }
}
