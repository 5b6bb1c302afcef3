package io.github.camelgeminilive.emulator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the account says of conversations, without clock and socket. */
class AccountTest {
    private final Account account = new Account();
    private final Branch first = account.open();

    @Test
    void consumedInputIsOnTheHeadAndUnreadInputIsNot() {
        first.receive(Account.text("this is m1"));
        assertThat(account.of("m1")).isEqualTo(new Tally(0, 0, 1));
        first.consume();
        assertThat(account.of("m1")).isEqualTo(new Tally(1, 0, 0));
        assertThat(account.of("m2")).isEqualTo(Tally.NONE);
        assertThatThrownBy(first::consume).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void handleIsTheStateOfItsMomentWhateverComesLater() {
        take(first, "m1");
        first.name("h");
        take(first, "m2");
        first.close();

        Branch second = resume("h");
        assertThat(account.of("m1")).isEqualTo(new Tally(1, 0, 0));
        assertThat(account.of("m2")).isEqualTo(new Tally(0, 1, 0));
        take(second, "m2");
        assertThat(account.of("m2")).isEqualTo(new Tally(1, 1, 0));
        assertThat(second.conversation()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
    }

    @Test
    void closeDiscardsWhatIsUnreadAndWhatComesAfterwards() {
        first.receive(Account.text("m1"));
        first.close();
        first.receive(Account.text("m2"));
        first.close();
        assertThat(first.unread()).isZero();
        assertThat(account.of("m1")).isEqualTo(new Tally(0, 0, 1));
        assertThat(account.of("m2")).isEqualTo(new Tally(0, 0, 1));
    }

    @Test
    void oldConnectionThatGoesOnWorksOnAnAbandonedBranch() {
        first.name("h");
        resume("h");
        take(first, "m1");
        assertThat(account.of("m1")).isEqualTo(new Tally(0, 1, 0));
    }

    @Test
    void forgottenStateLeavesAllBehindInTheSameConversation() {
        take(first, "m1");
        first.name("h");
        first.close();
        Branch second = account.forget("h");
        assertThat(second).isNotNull();
        assertThat(second.conversation()).isEqualTo(1);
        assertThat(account.of("m1")).isEqualTo(new Tally(0, 1, 0));
        assertThat(account.resume("never given out")).isNull();
    }

    @Test
    void newConversationIsAnAccountOfItsOwn() {
        take(first, "m1");
        take(account.open(), "m1");
        assertThat(account.conversation(1).of("m1")).isEqualTo(new Tally(1, 0, 0));
        assertThat(account.conversation(2).of("m1")).isEqualTo(new Tally(1, 0, 0));
        assertThat(account.of("m1")).isEqualTo(new Tally(2, 0, 0));
    }

    @Test
    void samplesAreToldInPiecesOfEqualFate() {
        first.receive(Entry.sound(0, 640));
        first.consume();
        first.name("h");
        first.receive(Entry.sound(640, 1_280));
        first.consume();
        first.receive(Entry.sound(1_280, 1_920));
        first.close();
        Branch second = resume("h");
        second.receive(Entry.sound(960, 1_280));
        second.consume();

        assertThat(account.conversation(1).samples())
                .containsExactly(
                        Map.entry(new SampleRange(0, 640), new Tally(1, 0, 0)),
                        Map.entry(new SampleRange(640, 960), new Tally(0, 1, 0)),
                        Map.entry(new SampleRange(960, 1_280), new Tally(1, 1, 0)),
                        Map.entry(new SampleRange(1_280, 1_920), new Tally(0, 0, 1)));
        assertThat(account.conversation(1).samples(1_800, 2_000))
                .containsExactly(
                        Map.entry(new SampleRange(1_800, 1_920), new Tally(0, 0, 1)),
                        Map.entry(new SampleRange(1_920, 2_000), Tally.NONE));
        assertThat(account.conversation(1).samples(5_000, 6_000))
                .containsExactly(Map.entry(new SampleRange(5_000, 6_000), Tally.NONE));
    }

    @Test
    void transparentIndexCountsEveryMessageAndEachConnectionFromItsOwnBase() {
        assertThat(first.lastConsumed(1)).isZero();
        assertThat(first.lastConsumed(0)).isEqualTo(-1);
        first.receive(Entry.sound(List.of())); // tells nothing apart, and is a message
        first.receive(); // as a mark of activity
        first.receive(Account.text("m1"));
        first.consume();
        first.consume();
        assertThat(first.lastConsumed(1)).isEqualTo(2);
        assertThat(first.lastConsumed(0)).isEqualTo(1);
        first.name("h");
        first.consume();
        Branch second = resume("h");
        assertThat(second.lastConsumed(1)).isZero();
        take(second, "m1");
        assertThat(second.lastConsumed(1)).isEqualTo(1);
        assertThat(second.state().size()).isEqualTo(1); // two messages of nothing, and m1
    }

    @Test
    void wishTellsItsCallsOnAllBranchesAndEachExecutionOnce() {
        first.name("h");
        take(first, "book m5");
        first.call(first.asked(), "c1", "book");
        answer(first, Account.answer("c1", "{\"id\":\"x1\"}", false));
        first.close();
        Branch second = resume("h");
        take(second, "book m5");
        second.call(second.asked(), "c2", "book");
        answer(second, Account.answer("c2", "{\"id\":\"x1\",\"repeated\":true}", false));
        answer(second, Account.answer("c2", "{\"error\":\"x9 is no execution\"}", true));

        assertThat(account.wishes()).containsExactly(new Wish(1, "m5", List.of("c1", "c2"), Set.of("x1")));
        assertThat(account.conversation(1).wish("m6").calls()).isEmpty();
        assertThat(account.conversation(1).answersTo("c1")).isEqualTo(new Tally(0, 1, 0));
        assertThat(second.callsBefore("m5", "book")).extracting(Branch.Call::id).containsExactly("c1");
    }

    @Test
    void answerWithoutANumberCountsAsOneExecutionOfItsCall() {
        take(first, "m5");
        first.call(first.asked(), "c1", "book");
        answer(first, Account.answer("c1", "{\"status\":\"booked\"}", false));
        answer(first, Account.answer("c1", "{\"status\":\"booked\"}", false));
        first.call(first.asked(), "c2", "book");
        answer(first, Account.answer("c2", "{\"status\":\"booked\"}", false));
        assertThat(account.conversation(1).wish("m5").executions()).containsExactly("of c1", "of c2");
    }

    @Test
    void requestWithoutAMarkerIsKnownByItsNumberAndKeepsItWhenItIsRepeated() {
        take(first, "hello");
        first.name("h");
        first.receive(Entry.sound(0, 100));
        first.consume();
        first.heard();
        assertThat(first.asked().wish()).isEqualTo("input 2");
        Branch second = resume("h");
        take(second, "the same, written");
        assertThat(second.asked().wish()).isEqualTo("input 2");
    }

    @Test
    void callIsKnownToAStateThatCameAfterItAndLostToOneBetweenRequestAndCall() {
        first.name("before");
        take(first, "m5");
        first.name("between");
        first.call(first.asked(), "c1", "book");
        first.name("after");
        first.close();

        Branch fromBefore = resume("before");
        assertThat(fromBefore.lostCalls()).isEmpty();
        assertThat(fromBefore.openCalls()).isEmpty();
        Branch fromBetween = resume("between");
        assertThat(fromBetween.lostCalls()).extracting(Branch.Call::id).containsExactly("c1");
        assertThat(fromBetween.openCalls()).isEmpty();
        assertThat(fromBetween.calledBefore("c1")).isTrue();
        Branch fromAfter = resume("after");
        assertThat(fromAfter.lostCalls()).isEmpty();
        assertThat(fromAfter.openCalls()).extracting(Branch.Call::id).containsExactly("c1");
        answer(fromAfter, Account.answer("c1", "{}", false));
        assertThat(fromAfter.openCalls()).isEmpty();

        fromBetween.turnOver();
        assertThat(fromBetween.lostCalls()).isEmpty();
    }

    @Test
    void cancelledCallIsNotOpen() {
        take(first, "m5");
        first.call(first.asked(), "c1", "book");
        answer(first, Account.answer("c1", "{}", false).partial());
        assertThat(first.openCalls()).hasSize(1);
        first.cancel("c1");
        assertThat(first.openCalls()).isEmpty();
    }

    @Test
    void reportTellsEverythingAndNothingThatWasSaid() {
        take(first, "my secret m2");
        take(first, "and m10");
        first.call(first.asked(), "c1", "book");
        first.receive(Entry.sound(0, 640));
        first.close();
        assertThat(account.report()).isEqualTo("""
                conversation 1: 1 connection, a state of 3 entries
                  m2 head 1, abandoned 0, unread 0
                  m10 head 1, abandoned 0, unread 0
                  samples 0-640 head 0, abandoned 0, unread 1
                  wish m10: calls [c1], executions []
                """);
        assertThatThrownBy(() -> account.conversation(2)).hasMessage("Expected a conversation from 1 to 1 but was 2");
    }

    private Branch resume(String handle) {
        Branch branch = account.resume(handle);
        assertThat(branch).isNotNull();
        return branch;
    }

    private static void take(Branch branch, String text) {
        branch.receive(Account.text(text));
        branch.consume();
    }

    private static void answer(Branch branch, Entry answer) {
        branch.receive(answer);
        branch.consume();
    }
}
