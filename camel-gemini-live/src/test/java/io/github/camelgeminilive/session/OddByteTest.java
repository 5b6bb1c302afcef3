package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OddByteTest {

    private final OddByte odd = new OddByte();

    @Test
    void wholeSamplesPassAsTheyAre() {
        byte[] sound = {1, 2, 3, 4};
        assertThat(odd.aligned(1, sound)).isSameAs(sound);
    }

    @Test
    void halfASampleBeginsTheNextPiece() {
        assertThat(odd.aligned(1, new byte[] {1, 2, 3})).containsExactly(1, 2);
        assertThat(odd.aligned(1, new byte[] {4})).containsExactly(3, 4);
        assertThat(odd.aligned(1, new byte[] {5})).isEmpty();
        assertThat(odd.aligned(1, new byte[0])).isEmpty();
        assertThat(odd.aligned(1, new byte[] {6, 7})).containsExactly(5, 6);
        assertThat(odd.aligned(1, new byte[] {8})).containsExactly(7, 8);
    }

    @Test
    void anotherTurnBeginsAnew() {
        assertThat(odd.aligned(1, new byte[] {1, 2, 3})).containsExactly(1, 2);
        assertThat(odd.aligned(2, new byte[] {4, 5})).containsExactly(4, 5);
    }

    @Test
    void anyCutGivesTheSameBytes() {
        Random dice = new Random(5);
        byte[] sound = new byte[10_000];
        dice.nextBytes(sound);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        for (int at = 0; at < sound.length; ) {
            int end = Math.min(sound.length, at + dice.nextInt(9));
            byte[] piece = odd.aligned(7, Arrays.copyOfRange(sound, at, end));
            assertThat(piece.length % 2).isZero();
            heard.writeBytes(piece);
            at = end;
        }
        assertThat(heard.toByteArray()).isEqualTo(sound);
    }
}
