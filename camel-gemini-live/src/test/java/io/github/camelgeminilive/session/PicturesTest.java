package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.picture;
import static io.github.camelgeminilive.session.ClientInputs.pictures;
import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures that routes send, on virtual time: no faster than a model looks, and the newest wins. */
class PicturesTest {

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
}
