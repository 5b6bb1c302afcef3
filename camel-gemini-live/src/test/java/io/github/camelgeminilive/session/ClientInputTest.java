package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static io.github.camelgeminilive.session.TestSettings.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.codec.RawReader;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeVideo;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ResponsePart;
import io.github.camelgeminilive.protocol.SetupComplete;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes send besides text and sound, on virtual time: turns, pictures, updates, interruptions, raw messages. */
class ClientInputTest {

    private static FamilyInput family(String model) {
        return TestSettings.of(model).build().family();
    }

    private static long turns(MachineDriver d, boolean complete, boolean reply, String... texts) {
        List<Content> contents = List.of(texts).stream().map(Content::user).toList();
        return d.send(Input.Kind.TURNS, family(F38).turns(contents, complete), "", reply);
    }

    private static long picture(MachineDriver d, int number) {
        return d.send(Input.Kind.VIDEO, new RealtimeVideo("image/jpeg", new byte[] {(byte) number}), "", false);
    }

    private static List<Integer> pictures(MachineDriver d) {
        return sent(d, RealtimeVideo.class).stream()
                .map(video -> (int) video.data()[0])
                .toList();
    }

    private static <T extends ClientMessage> List<T> sent(MachineDriver d, Class<T> type) {
        return d.effects.stream()
                .filter(e -> e instanceof SessionEffect.Send send && type.isInstance(send.message()))
                .map(e -> type.cast(((SessionEffect.Send) e).message()))
                .toList();
    }

    private static long update(MachineDriver d, String instruction, List<Object> tools) {
        Map<String, Object> content =
                instruction == null ? null : Map.of("parts", List.of(Map.of("text", instruction)));
        return d.send(Input.Kind.CONTEXT_UPDATE, new ContextUpdate(content, tools), "", false);
    }

    private static MachineDriver toolsChanged(MachineDriver d, Object... tools) {
        return d.handle(new SessionEvent.ToolsChanged(List.of(tools)));
    }

    private static MachineDriver reconnected(MachineDriver d) {
        d.closes(1006, "gone").forget();
        return d.seconds(1).opens();
    }

    // turns

    @Test
    void t1TurnsThatAskOpenATurnAndIncrementsDoNot() {
        MachineDriver d = MachineDriver.live(F38);
        turns(d, false, false, "first");
        turns(d, false, false, "second");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turn(1).replyTo()).isZero();
        turns(d, true, false, "third");
        turns(d, true, false, "joins it");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turnsOver()).containsExactly(1L, 2L);
        assertThat(sent(d, ClientContent.class))
                .extracting(ClientContent::turnComplete)
                .containsExactly(false, false, true, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38, F38X, UNKNOWN})
    void t3CallersWithTurnsAreSentOneAfterAnother(String model) {
        MachineDriver d = MachineDriver.live(model);
        long first = turns(d, true, true, "first");
        long second = turns(d, true, true, "second");
        long third = d.ask("third");
        for (long caller : List.of(first, second, third)) {
            assertThat(sent(d, ClientContent.class)).hasSize((int) (caller - first + 1));
            d.server(say().spoken("answer " + caller).sound(40))
                    .server(say().generationComplete().turnComplete());
            assertThat(d.reply(caller).outputTranscription()).isEqualTo("answer " + caller);
        }
    }

    @Test
    void turnsMustNotBeWaitedForWhenTheyAskForNothing() {
        assertThatThrownBy(() -> turns(MachineDriver.live(F38), false, true, "first"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void familiesSayWhichTurnsTheyDoNotTake() {
        List<Content> user = List.of(Content.user("hi"));
        assertThatThrownBy(() -> family(F31).turns(user, true))
                .hasMessageContaining("family 3.1")
                .hasMessageContaining("option history")
                .hasMessageContaining("operation=text");
        assertThatThrownBy(() -> family("gemini-3.5-live-translate-preview").turns(user, true))
                .hasMessageContaining("takes no turns");
        List<Content> modelLast = List.of(new Content("model", List.of(new Part.Text("hello", false))));
        assertThatThrownBy(() -> family(F25N).turns(modelLast, true)).hasMessageContaining("role user");
        assertThat(family(F25N).turns(modelLast, false).turns()).isEqualTo(modelLast);
        assertThat(family(F38).turns(modelLast, true).turns()).isEqualTo(modelLast);
        assertThatThrownBy(() -> family(F38).turns(List.of(), false)).hasMessageContaining("operation=interrupt");
        assertThat(family(F38).turns(List.of(), true).turns()).isEmpty();
    }

    @Test
    void soundAndCallsInTurnsAreForFamiliesThatTakeThem() {
        List<Content> sound =
                List.of(new Content("user", List.of(new Part.InlineData("audio/pcm;rate=16000", new byte[2]))));
        List<Content> fast =
                List.of(new Content("user", List.of(new Part.InlineData("audio/pcm;rate=24000", new byte[2]))));
        List<Content> called = List.of(
                new Content("model", List.of(new Part.Other(Map.of("functionCall", Map.of("name", "f"))))),
                Content.user("and now?"));
        List<Content> picture = List.of(new Content("user", List.of(new Part.InlineData("image/png", new byte[2]))));
        assertThatThrownBy(() -> family(F25N).turns(sound, true)).hasMessageContaining("no sound in turns");
        assertThatThrownBy(() -> family(F25N).turns(called, true)).hasMessageContaining("no function calls in turns");
        assertThatThrownBy(() -> family(F38).turns(fast, true)).hasMessageContaining("24000 Hz");
        assertThat(family(F38).turns(sound, true).turns()).hasSize(1);
        assertThat(family(F38).turns(called, true).turns()).hasSize(2);
        assertThat(family(F25N).turns(picture, true).turns()).hasSize(1);
    }

    // video

    @Test
    void aPictureIsHeldBackLikeSoundWhileABlockingCallIsOpen() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F25N).pictureGap(Duration.ZERO));
        d.server(call("a")).forget();
        long gated = picture(d, 1);
        assertThat(d.lines()).containsExactly("accept " + gated);
        assertThat(d.counters.drops(Drop.gatedPicture)).isEqualTo(1);
        d.seconds(10);
        picture(d, 2);
        assertThat(pictures(d)).containsExactly(2);
    }

    @Test
    void picturesGoOutNoFasterThanTheyAreLookedAtAndTheNewestWins() {
        MachineDriver d = MachineDriver.live(F38);
        long first = picture(d, 1);
        long second = picture(d, 2);
        d.after(300);
        long third = picture(d, 3);
        assertThat(pictures(d)).containsExactly(1);
        assertThat(d.lines()).endsWith("accept " + second);
        d.after(699);
        assertThat(pictures(d)).containsExactly(1);
        d.after(1);
        assertThat(pictures(d)).containsExactly(1, 3);
        assertThat(d.counters.drops(Drop.replacedPicture)).isEqualTo(1);
        assertThat(d.effects).contains(new SessionEffect.Accept(second));
        assertThat(List.of(first, third))
                .allSatisfy(id -> assertThat(d.effects)
                        .anyMatch(e -> e instanceof SessionEffect.Send send && send.inputId() == id));
        d.seconds(5);
        picture(d, 4);
        assertThat(pictures(d)).as("after a pause at once").containsExactly(1, 3, 4);
    }

    @Test
    void everyPictureGoesOutWithoutALimit() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).pictureGap(Duration.ZERO));
        for (int i = 0; i < 5; i++) {
            picture(d, i);
        }
        assertThat(pictures(d)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void ofThePicturesWithoutAConnectionOnlyTheNewestIsSent() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "gone");
        picture(d, 1);
        picture(d, 2);
        picture(d, 3);
        assertThat(pictures(d)).isEmpty();
        assertThat(d.counters.drops(Drop.replacedPicture)).isEqualTo(2);
        d.seconds(1).opens();
        assertThat(pictures(d)).containsExactly(3);
    }

    @Test
    void aPictureWithoutAConnectionKeepsItsPlaceBeforeWhatIsAskedAboutIt() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "gone");
        d.text("Look!");
        picture(d, 1);
        d.text("What is it?");
        d.forget().seconds(1).opens();
        assertThat(d.lines())
                .filteredOn(line -> line.endsWith("Content") || line.endsWith("Video"))
                .containsExactly("> ClientContent", "> RealtimeVideo", "> ClientContent");
        assertThat(pictures(d)).containsExactly(1);
    }

    @Test
    void aPictureThatNoConnectionTakesInTimeIsRefused() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "gone");
        long picture = picture(d, 1);
        d.seconds(30);
        assertThat(d.rejection(picture).message()).contains("sendTimeout");
    }

    @Test
    void aPictureMayWaitLongerForItsMomentThanForAConnection() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).pictureGap(Duration.ofMinutes(2)));
        picture(d, 1);
        picture(d, 2);
        d.seconds(119);
        assertThat(pictures(d)).containsExactly(1);
        d.seconds(1);
        assertThat(pictures(d)).containsExactly(1, 2);
    }

    @Test
    void aPictureOpensNoTurnAndEndsWithTheSession() {
        MachineDriver d = MachineDriver.live(F38);
        picture(d, 1);
        long waiting = picture(d, 2);
        assertThat(d.machine.waiting()).isEqualTo(1);
        d.handle(new SessionEvent.CloseRequested("test"));
        assertThat(d.rejection(waiting).code()).isEqualTo(Failure.Code.SESSION_CLOSED);
        assertThat(d.turnsOver()).isEmpty();
    }

    // contextUpdate

    @Test
    void updatesKeepTheirPlaceAmongInputs() {
        MachineDriver d = MachineDriver.live(F38).forget();
        d.text("one");
        update(d, "be brief", null);
        d.text("two");
        assertThat(d.lines()).containsExactly("> ClientContent", "> ContextUpdate", "> ClientContent");
    }

    @Test
    void c8TheLastExplicitUpdateOfEachFieldComesFirstOnANewConnection() {
        MachineDriver d = MachineDriver.live(F38);
        Object lamp = Map.of("functionDeclarations", List.of(Map.of("name", "lamp")));
        update(d, "be brief", null);
        update(d, null, List.of(lamp));
        update(d, "be polite", null);
        d.closes(1006, "gone");
        d.text("while away");
        d.forget();
        d.seconds(1).opens();
        assertThat(d.lines())
                .containsSubsequence("> setup", "> ContextUpdate", "> ClientContent")
                .filteredOn("> ContextUpdate"::equals)
                .hasSize(1);
        ContextUpdate again = sent(d, ContextUpdate.class).get(3);
        assertThat(again.systemInstruction()).isEqualTo(Map.of("parts", List.of(Map.of("text", "be polite"))));
        assertThat(again.tools()).containsExactly(lamp);
    }

    @Test
    void anUpdateThatWasRefusedIsNotRemembered() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "gone");
        long lost = update(d, "be brief", null);
        d.seconds(1);
        d.closes(1006, "gone");
        d.handle(new SessionEvent.Tick());
        d.seconds(29);
        assertThat(d.rejection(lost).code())
                .isIn(Failure.Code.TIMED_OUT, Failure.Code.WAIT_AND_RETRY, Failure.Code.CONNECTION_LOST);
        assertThat(sent(d, ContextUpdate.class)).isEmpty();
    }

    @Test
    void changedToolRoutesAreToldWhileAConnectionIsUp() {
        MachineDriver d = MachineDriver.live(F38);
        toolsChanged(d, "lamp");
        assertThat(sent(d, ContextUpdate.class)).singleElement().satisfies(update -> {
            assertThat(update.tools()).containsExactly("lamp");
            assertThat(update.systemInstruction()).isNull();
        });
        reconnected(d);
        assertThat(sent(d, ContextUpdate.class)).as("the setup has them").hasSize(1);
    }

    @Test
    void toolsThatChangeBetweenSetupAndItsAnswerAreToldAfterIt() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "gone");
        toolsChanged(d, "too early");
        d.seconds(1);
        toolsChanged(d, "still too early");
        d.handle(new SessionEvent.ConnectionOpened(d.machine.generation()));
        toolsChanged(d, "lamp");
        assertThat(sent(d, ContextUpdate.class)).isEmpty();
        d.server(new SetupComplete(null, null));
        assertThat(sent(d, ContextUpdate.class))
                .singleElement()
                .satisfies(update -> assertThat(update.tools()).containsExactly("lamp"));
    }

    @Test
    void changedToolRoutesDoNotReplaceToolsThatSomebodyHasGiven() {
        MachineDriver d = MachineDriver.live(F38);
        update(d, "be brief", null);
        toolsChanged(d, "lamp");
        assertThat(sent(d, ContextUpdate.class)).hasSize(2);
        update(d, null, List.of("mine"));
        toolsChanged(d, "lamp", "door");
        assertThat(sent(d, ContextUpdate.class)).hasSize(3);
        assertThat(sent(d, ContextUpdate.class).get(2).tools()).containsExactly("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F31, F38X, UNKNOWN})
    void familiesWithoutUpdatesHearOfChangedToolsOnTheNextConnection(String model) {
        MachineDriver d = MachineDriver.live(model).forget();
        toolsChanged(d, "lamp");
        assertThat(d.lines()).isEmpty();
        assertThatThrownBy(() -> family(model).checkContextUpdate())
                .hasMessageContaining(
                        "family " + TestSettings.of(model).build().profile().family())
                .hasMessageContaining("close the session and open it again");
    }

    @Test
    void changedToolRoutesKeepNoSessionAwakeAndOpenNone() {
        MachineDriver d = new MachineDriver(TestSettings.of(F38).build(), 0);
        toolsChanged(d, "lamp");
        assertThat(d.lines()).isEmpty();
        MachineDriver idle = MachineDriver.live(TestSettings.of(F38).idleTimeout(Duration.ofSeconds(10)));
        idle.seconds(6);
        toolsChanged(idle, "lamp");
        idle.seconds(5);
        assertThat(idle.machine.state()).isInstanceOf(SessionState.Closed.class);
    }

    // interrupt

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38, F38X})
    void interruptStopsTheAnswerAndItsCallerHearsSo(String model) {
        MachineDriver d = MachineDriver.live(model);
        long caller = d.ask("tell me a story");
        d.server(say().spoken("Once").sound(40)).forget();
        d.send(Input.Kind.INTERRUPT, family(model).interrupt(), "", false);
        assertThat(d.lines()).containsExactly("> ClientContent");
        assertThat(sent(d, ClientContent.class).get(1)).isEqualTo(new ClientContent(List.of(), false));
        d.server(say().interrupted()).server(say().turnComplete());
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.interrupted);
    }

    @Test
    void interruptAfterTheEndEmptiesThePlayers() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("tell me a story");
        d.server(say().sound(40).generationComplete().turnComplete()).forget();
        long input = d.send(Input.Kind.INTERRUPT, family(F38).interrupt(), "", false);
        assertThat(d.lines()).containsExactly("interrupted 1", "accept " + input);
    }

    @Test
    void interruptIsRefusedWhereNoMessageDoesIt() {
        assertThatThrownBy(() -> family(F31).interrupt())
                .hasMessageContaining("family 3.1")
                .hasMessageContaining("automaticActivityDetection=false");
        assertThatThrownBy(() ->
                        TestSettings.of(F31).manualActivity().build().family().interrupt())
                .hasMessageContaining("operation=activityStart interrupts it");
    }

    // raw

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

    // the beginning of a conversation

    private static TestSettings opening(String model) {
        return TestSettings.of(model)
                .opening(new Opening(
                        List.of(
                                Content.user("I am Ada."),
                                new Content("model", List.of(new Part.Text("Hello!", false))),
                                Content.user("Call me A.")),
                        "Greet the caller."));
    }

    @Test
    void historyIsMarkedAsOverWhereTheSetupHasAnnouncedIt() {
        for (String model : List.of(F38, F38X, F31, UNKNOWN)) {
            MachineDriver d = MachineDriver.live(opening(model));
            ClientContent history = sent(d, ClientContent.class).get(0);
            assertThat(history.turns()).hasSize(3);
            assertThat(history.turnComplete()).as(model).isTrue();
        }
        assertThat(sent(MachineDriver.live(opening(F25N)), ClientContent.class)
                        .get(0)
                        .turnComplete())
                .isFalse();
    }

    @Test
    void theGreetingAsksAndTheHistoryDoesNot() {
        MachineDriver d = MachineDriver.live(opening(F38));
        long caller = d.ask("and then?");
        assertThat(sent(d, ClientContent.class))
                .as("the caller waits for the greeting")
                .hasSize(2);
        d.server(say().spoken("Hello A.").sound(40).generationComplete().turnComplete());
        assertThat(d.turn(1).outputTranscription()).isEqualTo("Hello A.");
        d.server(say().spoken("Then").sound(40).generationComplete().turnComplete());
        assertThat(d.reply(caller).turn()).isEqualTo(2);
    }

    @Test
    void c8WhatTheSetupDidNotHoldIsToldBeforeTheGreetingIsAnswered() {
        MachineDriver d = MachineDriver.idle(opening(F38));
        d.send(Input.Kind.OPEN);
        d.handle(new SessionEvent.ConnectionOpened(d.machine.generation()));
        toolsChanged(d, "lamp").forget();
        d.server(new SetupComplete(null, null));
        assertThat(d.lines()).containsSubsequence("> ContextUpdate", "> ClientContent", "> ClientContent");
    }

    @Test
    void theGreetingGoesOutAsTheFamilyTakesText() {
        MachineDriver d = MachineDriver.live(opening(F31));
        assertThat(sent(d, RealtimeText.class)).containsExactly(new RealtimeText("Greet the caller."));
    }

    @Test
    void c9ALostConversationIsNotBegunAgain() {
        MachineDriver d = MachineDriver.live(opening(F38));
        assertThat(d.machine.newConversation()).isFalse();
        int before = sent(d, ClientContent.class).size();
        reconnected(d);
        assertThat(sent(d, ClientContent.class)).hasSize(before);
    }

    @Test
    void historyThatAFamilyDoesNotTakeIsRefused() {
        List<Content> modelLast = List.of(new Content("model", List.of(new Part.Text("hello", false))));
        assertThatThrownBy(() -> family(F25N).history("Option history", modelLast))
                .hasMessageContaining("Option history: model " + F25N)
                .hasMessageContaining("role user");
        assertThat(family(F31).history("Option history", modelLast)).isEqualTo(modelLast);
        assertThatThrownBy(() -> family("gemini-3.5-transcribe-live").history("Option history", modelLast))
                .hasMessageContaining("no history");
    }

    // answers of functions

    @Test
    void picturesInAnswersAreForFamiliesThatTakeThem() {
        FunctionResponse picture = new FunctionResponse(
                "c1", "f_c1", Map.of("output", "x"), null, false, List.of(new ResponsePart("image/png", new byte[1])));
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).manualTools());
        d.text("look");
        d.server(call("c1"));
        d.answersByHand(picture);
        assertThat(sent(d, ClientMessage.ToolResponse.class)
                        .get(0)
                        .functionResponses()
                        .get(0)
                        .parts())
                .hasSize(1);

        MachineDriver none = MachineDriver.live(TestSettings.of(F25N).manualTools());
        none.text("look");
        none.server(call("c1"));
        long refused = none.answersByHand(picture);
        assertThat(none.rejection(refused).message())
                .contains("2.5-native-audio")
                .contains("no pictures");
        assertThat(none.machine.openCalls()).isEqualTo(1);
    }

    @Test
    void answersAreKickedOnlyWhereTheProfileSaysSo() {
        for (boolean kick : List.of(true, false)) {
            MachineDriver d = MachineDriver.live(TestSettings.of(F31).profile(Map.of("kick", String.valueOf(kick))));
            d.server(call("c1", "c2")).forget();
            d.tool("c1");
            assertThat(d.lines()).containsExactly("> answer [c1]");
            d.tool("c2");
            assertThat(d.lines())
                    .isEqualTo(kick ? List.of("> answer [c2]", "> RealtimeText") : List.of("> answer [c2]"));
        }
    }
}
