package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreRollTest {

    @Test
    void theNewestBytesAreKeptInOrder() {
        PreRoll preRoll = new PreRoll(4);
        preRoll.add(new byte[] {1, 2});
        preRoll.add(new byte[] {3, 4});
        preRoll.add(new byte[] {5, 6});

        assertThat(preRoll.take()).containsExactly(3, 4, 5, 6);
        assertThat(preRoll.take()).isEmpty();
    }

    @Test
    void oneLongPieceLeavesItsEnd() {
        PreRoll preRoll = new PreRoll(4);
        preRoll.add(new byte[] {1, 2});
        preRoll.add(new byte[] {3, 4, 5, 6, 7, 8});

        assertThat(preRoll.take()).containsExactly(5, 6, 7, 8);
    }

    @Test
    void lessThanFitsIsKeptWhole() {
        PreRoll preRoll = new PreRoll(6);
        preRoll.add(new byte[] {1, 2, 3, 4, 5, 6});
        preRoll.take();
        preRoll.add(new byte[] {1, 2});

        assertThat(preRoll.take()).containsExactly(1, 2);
    }

    @Test
    void noneIsKeptWhereNoneIsWanted() {
        PreRoll preRoll = new PreRoll(0);
        preRoll.add(new byte[] {1, 2});

        assertThat(preRoll.take()).isEmpty();
    }
}
