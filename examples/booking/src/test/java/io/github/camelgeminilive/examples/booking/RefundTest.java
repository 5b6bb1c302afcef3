package io.github.camelgeminilive.examples.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person answers a call whose route has ended long ago. */
class RefundTest {

    @TempDir
    Path approvals;

    private static Scenario caller() {
        return Scenario.create()
                .onText("money back for Hamlet")
                .callTool("call-1", "refund", Map.of("play", "Hamlet"))
                .meanwhile(model -> model.say("I asked a colleague. "))
                .say("The money for Hamlet: {{response.status}}. ");
    }

    private void decide(String file) throws IOException {
        Files.createFile(approvals.resolve(file));
    }

    /** The one function response of a frame of ours. */
    private static JsonNode answer(Theatre theatre, String status) throws Exception {
        return theatre.emulator()
                .connection(1)
                .takeFrame(
                        "the answer " + status,
                        frame -> frame.at("/toolResponse/functionResponses/0/response/status")
                                .asText()
                                .equals(status),
                        Theatre.PATIENCE)
                .json()
                .at("/toolResponse/functionResponses/0");
    }

    @Test
    void theConversationGoesOnUntilAColleagueApproves() throws Exception {
        Scenario scenario = caller().onText("weather").say("It rains. ");
        try (Theatre theatre = new Theatre(scenario, approvals, new Till())) {
            theatre.type("I want my money back for Hamlet.");
            JsonNode first = answer(theatre, "a colleague was asked");
            assertThat(first.path("id").asText()).isEqualTo("call-1");
            assertThat(first.path("willContinue").asBoolean()).isTrue();
            theatre.awaitSaid("I asked a colleague.");
            theatre.type("How is the weather?");
            theatre.awaitSaid("It rains.");
            assertThat(theatre.said()).doesNotContain("The money for Hamlet");
            Theatre.await("the request at the desk", () -> theatre.tickets() == 1);

            decide("1.yes");

            theatre.awaitSaid("The money for Hamlet: approved.");
            JsonNode last = answer(theatre, "approved");
            assertThat(last.path("id").asText()).isEqualTo("call-1");
            assertThat(last.path("name").asText()).isEqualTo("refund");
            assertThat(last.path("willContinue").asBoolean()).isFalse();
            Theatre.await("the file to be gone", () -> !Files.exists(approvals.resolve("1.yes")));
            theatre.emulator().verify();
        }
    }

    @Test
    void aColleagueMayDeclineAndDecideInAnyOrder() throws Exception {
        Scenario scenario = caller().onText("money back for Macbeth")
                .callTool("call-2", "refund", Map.of("play", "Macbeth"))
                .meanwhile(model -> model.say("And once more. "))
                .say("The money for Macbeth: {{response.status}}. ");
        try (Theatre theatre = new Theatre(scenario, approvals, new Till())) {
            theatre.type("I want my money back for Hamlet.");
            theatre.awaitSaid("I asked a colleague.");
            theatre.type("And my money back for Macbeth.");
            theatre.awaitSaid("And once more.");
            Theatre.await("both at the desk", () -> theatre.tickets() == 2);

            decide("2.no");
            theatre.awaitSaid("The money for Macbeth: declined.");
            assertThat(theatre.said()).doesNotContain("The money for Hamlet");
            decide("1.yes");
            theatre.awaitSaid("The money for Hamlet: approved.");
            theatre.emulator().verify();
        }
    }

    @Test
    void aDecisionThatNobodyAskedForIsPutAside() throws Exception {
        try (Theatre theatre = new Theatre(caller(), approvals, new Till())) {
            decide("7.yes");
            Theatre.await(
                    "the file to be put aside",
                    () -> Files.exists(approvals.resolve(".failed").resolve("7.yes")));
        }
    }
}
