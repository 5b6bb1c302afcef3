package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import org.junit.jupiter.api.Test;

/** Values from the tables of ITU-T G.711, there in 14 bits (µ-law) and 13 bits (A-law), here in 16. */
class G711Test {

    @Test
    void ulawDecodesToTheValuesOfTheStandard() {
        // table 2: first and last value of segments, from the loudest; code on the line, value in 14 bits
        int[][] vectors = {
            {0x80, 8031},
            {0x8F, 4191},
            {0x90, 3999},
            {0x9F, 2079},
            {0xA0, 1983},
            {0xAF, 1023},
            {0xB0, 975},
            {0xBF, 495},
            {0xC0, 471},
            {0xCF, 231},
            {0xD0, 219},
            {0xDF, 99},
            {0xE0, 93},
            {0xEF, 33},
            {0xF0, 30},
            {0xFE, 2},
            {0xFF, 0}
        };
        for (int[] vector : vectors) {
            assertThat(decode(Encoding.ULAW, vector[0]))
                    .as("code %02X", vector[0])
                    .isEqualTo(4 * vector[1]);
            assertThat(decode(Encoding.ULAW, vector[0] - 0x80))
                    .as("code %02X", vector[0] - 0x80)
                    .isEqualTo(-4 * vector[1]);
        }
    }

    @Test
    void alawDecodesToTheValuesOfTheStandard() {
        // table 1: values in units of half a step of 12 bits, before every other bit is inverted for the line
        int[][] vectors = {
            {0xFF, 4032},
            {0xF0, 2112},
            {0xEF, 2016},
            {0xE0, 1056},
            {0xDF, 1008},
            {0xD0, 528},
            {0xCF, 504},
            {0xC0, 264},
            {0xBF, 252},
            {0xB0, 132},
            {0xAF, 126},
            {0xA0, 66},
            {0x9F, 63},
            {0x90, 33},
            {0x8F, 31},
            {0x80, 1}
        };
        for (int[] vector : vectors) {
            int line = vector[0] ^ 0x55;
            assertThat(decode(Encoding.ALAW, line)).as("code %02X", line).isEqualTo(8 * vector[1]);
            assertThat(decode(Encoding.ALAW, line ^ 0x80))
                    .as("code %02X", line ^ 0x80)
                    .isEqualTo(-8 * vector[1]);
        }
    }

    @Test
    void louderCodesAreLouder() {
        for (int code = 0x81; code <= 0xFF; code++) {
            assertThat(decode(Encoding.ULAW, code)).isLessThan(decode(Encoding.ULAW, code - 1));
            assertThat(decode(Encoding.ALAW, code ^ 0x55)).isGreaterThan(decode(Encoding.ALAW, (code - 1) ^ 0x55));
        }
    }

    private static int decode(Encoding encoding, int code) {
        AudioConverter converter = AudioConverter.toModel(new AudioFormat(encoding, 8_000, 1), 8_000);
        byte[] out = converter.convert(new byte[] {(byte) code});
        return (out[0] & 0xFF) | (out[1] << 8);
    }
}
