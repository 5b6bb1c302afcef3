package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.reconnected;
import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.codec.RawReader;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the route's own making: what they mean is understood. */
class RawInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"clientContent\":{\"turns\":[],\"turnComplete\":true}}",
                "{\"client_content\":{\"turn_complete\":true}}",
                "{\"realtimeInput\":{\"text\":\"hi\"}}",
                "{\"realtimeInput\":{\"activityStart\":{}}}"
            })
    void t1RawMessagesThatAskOpenATurnSoThatNobodyElseGetsTheirAnswer(String json) {
        MachineDriver d = MachineDriver.live(F38);
        d.send(Input.Kind.RAW, RawReader.raw(json), "", false);
        long caller = d.ask("and me?");
        d.server(say().spoken("to the raw one").sound(40).generationComplete().turnComplete());
        d.server(say().spoken("to you").sound(40).generationComplete().turnComplete());
        assertThat(d.reply(caller).outputTranscription()).isEqualTo("to you");
        assertThat(sent(d, ClientMessage.Raw.class).get(0).json()).isEqualTo(json);
    }

    @Test
    void rawMessagesThatAskForNothingOpenNoTurn() {
        MachineDriver d = MachineDriver.live(F38).forget();
        d.send(Input.Kind.RAW, RawReader.raw("{\"clientContent\":{\"turnComplete\":false}}"), "", false);
        d.send(Input.Kind.RAW, RawReader.raw("{\"somethingNew\":{}}"), "", false);
        d.ask("me");
        assertThat(d.lines()).containsExactly("> Raw", "> Raw", "> ClientContent");
    }

    @Test
    void rawAnswersSettleTheirCalls() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).manualTools());
        d.text("look it up");
        d.server(call("c1"));
        String json =
                "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"c1\",\"name\":\"f_c1\",\"response\":{\"output\":1}}]}}";
        d.send(Input.Kind.RAW, RawReader.raw(json), "", false);
        assertThat(d.machine.openCalls()).isZero();
        long twice = d.send(Input.Kind.RAW, RawReader.raw(json), "", false);
        assertThat(d.rejection(twice).message()).contains("c1 is answered");
    }

    private static long rawAnswer(MachineDriver d, String id) {
        String json = "{'toolResponse':{'functionResponses':[{'id':'" + id + "','name':'f','response':{'output':1}}]}}";
        return d.send(Input.Kind.RAW, RawReader.raw(json.replace('\'', '"')), "", false);
    }

    @Test
    void rawAnswersNameCallsAsTheServerDoes() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).manualTools());
        d.server(call("c1"));
        reconnected(d);
        d.server(call("c1"));
        long ours = rawAnswer(d, "c1@2");
        assertThat(d.rejection(ours).message()).contains("c1@2 is one of ours", "operation=toolResponse");
        assertThat(d.machine.openCalls()).isEqualTo(1);
        rawAnswer(d, "c1");
        assertThat(sent(d, ClientMessage.Raw.class)).hasSize(1);
        assertThat(d.machine.openCalls()).isZero();
    }

    @Test
    void rawAnswersSettleTheirCallsWhereThereAreNoTurns() {
        MachineDriver d =
                MachineDriver.live(TestSettings.of(TestSettings.TRANSLATE).manualTools());
        d.server(call("c1"));
        rawAnswer(d, "c1");
        assertThat(d.machine.openCalls()).isZero();
        assertThat(d.rejection(rawAnswer(d, "c1")).message()).contains("c1 is answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tools\":[]}", "{}"})
    void rawUpdatesAreRemembered(String tools) {
        MachineDriver d = MachineDriver.live(F38);
        d.send(Input.Kind.RAW, RawReader.raw("{\"contextUpdate\":{\"tools\":" + tools + "}}"), "", false);
        reconnected(d);
        assertThat(sent(d, ContextUpdate.class)).containsExactly(new ContextUpdate(null, List.of()));
    }
}
