package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Template;
import io.github.camelgeminilive.emulator.script.ToolCall;
import io.github.camelgeminilive.emulator.wire.ModelProfile.ToolTurn;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the model: performs acts one after the other, then ends with generationComplete, a pause for playback,
 * and turnComplete (protocol section 4.3). Lives until its end or until it is cut. Confined to the connection's event
 * loop; between two steps the loop is free, so the user can always interrupt.
 */
final class Turn extends Breakable {
    private final Deque<Act> acts = new ArrayDeque<>();
    private final TurnOutput output;
    private final Speaker speaker;
    private final List<Act> late = new ArrayList<>(); // for when the turn is over
    private final boolean answers;
    private final Memory.@Nullable Asked asked;
    private Branch.@Nullable Ask ask; // null until it is needed, for what was not asked
    private final @Nullable Runnable instead; // done at the end of bare acts, in place of the turn's own end
    private boolean called;
    private boolean over;
    private long timer = -1;

    private Turn(
            Conversation conversation,
            List<Act> acts,
            boolean answers,
            Memory.@Nullable Asked asked,
            Branch.@Nullable Ask ask,
            @Nullable Runnable instead) {
        super(conversation);
        this.output = new TurnOutput(conversation);
        this.speaker = new Speaker(conversation, output);
        this.acts.addAll(acts);
        this.answers = answers;
        this.asked = asked;
        this.ask = ask;
        this.instead = instead;
    }

    /** The answer to an input. */
    static Turn asked(Conversation conversation, Memory.Asked asked) {
        return new Turn(conversation, asked.acts(), true, asked, asked.ask(), null);
    }

    /** What follows the answer to a call that was made for this. */
    static Turn goingOn(Conversation conversation, List<Act> acts, Branch.Ask ask) {
        return new Turn(conversation, acts, true, null, ask, null);
    }

    /** Acts at the start of a conversation: a turn only if something is said. */
    static Turn unasked(Conversation conversation, List<Act> acts) {
        return new Turn(conversation, acts, false, null, null, null);
    }

    /** Acts outside any turn. */
    static Turn bare(Conversation conversation, List<Act> acts, Runnable then) {
        return new Turn(conversation, acts, false, null, null, then);
    }

    void start() {
        if (answers) {
            conversation.handles().turnBegins();
        }
        next();
    }

    /** Stops at once and says nothing. */
    void abandon() {
        over = true;
        line.cancelTimer(timer);
        acts.clear();
        speaker.silence();
    }

    @Override
    void after(Duration pause) {
        timer = line.later(pause, this::next);
    }

    private void next() {
        if (over || !line.isOpen()) {
            return;
        }
        if (line.writeQueueFull()) {
            line.onDrain(this::next);
            return;
        }
        if (speaker.hasMore()) {
            SpokenChunk chunk = speaker.next();
            output.said(chunk);
            double speed = line.knobs().generationSpeed;
            after(speed > 0 ? Duration.ofMillis(Math.round(chunk.millis() / speed)) : Duration.ZERO);
            return;
        }
        Act act = acts.poll();
        if (act != null) {
            act.perform(this);
        } else {
            finish();
        }
    }

    // Output.

    @Override
    public void transcript(String text) {
        output.transcript(text);
        after(Duration.ZERO);
    }

    @Override
    public void say(Template template, @Nullable Sound given) {
        String text = output.fill(template);
        if (conversation.setup().profile().has(TRANSCRIBES)) {
            conversation.log("a model that only transcribes does not say: " + text);
        } else if (conversation.setup().textOut()) {
            output.text(text);
        } else {
            if (conversation.setup().profile().has(THINKS_ALOUD) && !output.spoke()) {
                output.thought("**Forming the answer**\n\nI say what was asked for.");
            }
            speaker.say(text, given);
            output.spoke(true);
        }
        after(Duration.ZERO);
    }

    @Override
    public void text(Template template) {
        output.text(output.fill(template));
        after(Duration.ZERO);
    }

    @Override
    public void thought(String text) {
        output.thought(text);
        after(Duration.ZERO);
    }

    @Override
    public void send(ObjectNode frame) {
        output.message(frame);
        after(Duration.ZERO);
    }

    @Override
    public void together(List<Act> inner) {
        output.gather();
        acts.addFirst(stage -> {
            output.flush();
            after(Duration.ZERO);
        });
        first(inner);
        after(Duration.ZERO);
    }

    @Override
    public void afterTurn(List<Act> inner) {
        late.addAll(inner);
        after(Duration.ZERO);
    }

    void first(List<Act> inner) {
        for (int i = inner.size() - 1; i >= 0; i--) {
            acts.addFirst(inner.get(i));
        }
    }

    // Functions.

    @Override
    public void callTools(List<ToolCall> wanted, List<Act> meanwhile) {
        if (new ToolCalls(conversation, this, output).call(wanted, meanwhile)) {
            called = true;
            conversation.handles().called();
            conversation.schedule().moment(Moment.Kind.TOOL_CALL);
        } else {
            acts.clear();
        }
        after(Duration.ZERO);
    }

    @Override
    public void wish(String name) {
        ask = new Branch.Ask(name, ask().at());
        after(Duration.ZERO);
    }

    /** What calls are made for. */
    Branch.Ask ask() {
        if (ask == null) {
            ask = conversation.branch().asked();
        }
        return ask;
    }

    /** What it answers; null for what was not asked. */
    Memory.@Nullable Asked asked() {
        return asked;
    }

    /** What is still to be done. */
    List<Act> rest() {
        return List.copyOf(acts);
    }

    List<Act> takeRest() {
        List<Act> rest = rest();
        acts.clear();
        return rest;
    }

    void skipRest() {
        acts.clear();
        goOn();
    }

    void first(Act act) {
        acts.addFirst(act);
    }

    @Override
    public void cancelCalls() {
        List<String> ids = conversation.takeBackCalls(false);
        if (!ids.isEmpty()) {
            line.send(ServerFrames.cancellation(ids));
        }
        after(Duration.ZERO);
    }

    // The end.

    void finish() {
        if (instead != null) {
            over = true;
            output.flush();
            instead.run();
            return;
        }
        if (!answers && !output.spoke() && !called) {
            end();
            return;
        }
        if (conversation.setup().profile().has(CONTINUOUS)) {
            output.send(output.bill(JsonNodeFactory.instance.objectNode()));
            end();
            return;
        }
        Duration left = speaker.stillPlaying(line.knobs().playback);
        boolean generated = output.spoke() && line.knobs().generationComplete;
        boolean together = left.isZero() && conversation.setup().profile().has(ENDS_TOGETHER);
        if (generated && !together) {
            output.send(ServerFrames.flag("generationComplete"));
        }
        if (left.isZero()) {
            complete(generated && together);
        } else {
            output.flush();
            timer = line.later(left, () -> complete(false));
        }
    }

    private void complete(boolean withGenerationComplete) {
        if (over) {
            return;
        }
        ObjectNode frame = turnComplete();
        if (withGenerationComplete) {
            ServerFrames.inside(frame).put("generationComplete", true);
        }
        output.send(frame);
        output.flush();
        conversation.schedule().moment(Moment.Kind.TURN_COMPLETE);
        if (!over) {
            end();
        }
    }

    /** The turn is over, whatever was said of it. */
    private void end() {
        over = true;
        output.flush();
        if (!late.isEmpty()) {
            bare(conversation, late, () -> {}).start();
        }
        conversation.turnOver(this);
    }

    /** The turn's last frame. */
    ObjectNode turnComplete() {
        boolean status = conversation.setup().profile().toolTurn() == ToolTurn.STATUS;
        return output.turnComplete(status ? (conversation.calls().isOpen() ? "IN_PROGRESS" : "IDLE") : "");
    }

    @Override
    public void endTurn(boolean silently) {
        acts.clear();
        if (silently) {
            end();
        } else if (speaker.hasMore()) {
            after(Duration.ZERO); // the end comes when all is said
        } else {
            finish();
        }
    }

    @Override
    public void turnCompleteReason(String text) {
        output.reason(text);
        after(Duration.ZERO);
    }

    @Override
    public void waitingForInput() {
        output.waitingForInput();
        after(Duration.ZERO);
    }

    @Override
    public void interactionStatus(String status) {
        output.status(status);
        after(Duration.ZERO);
    }

    @Override
    public void usage(ObjectNode counts) {
        output.counts(counts);
        after(Duration.ZERO);
    }

    @Override
    public void interrupted() {
        output.send(ServerFrames.flag("interrupted"));
        acts.clear();
        complete(false);
    }
}
