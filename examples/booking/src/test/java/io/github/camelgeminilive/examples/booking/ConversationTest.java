package io.github.camelgeminilive.examples.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README says that the example prints. */
class ConversationTest {

    @Test
    void theConversationIsPrintedAndTheBooksAreRightAtItsEnd() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(new Booking(Path.of(""), null, true).run()).isTrue();
        } finally {
            System.setOut(out);
            out.print(bytes.toString(StandardCharsets.UTF_8));
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(printed)
                .contains("caller     Two seats for Hamlet, please.")
                .contains("tool       book -> {status=booked}")
                .contains("model      Two seats for Hamlet are booked.")
                .contains("tool       book {play=Macbeth, seats=4}")
                .contains("model      takes the call of the function back")
                .contains("model      All right, Macbeth is not booked.")
                .contains("model      Your refund for Hamlet was approved.")
                .doesNotContain("Four seats for Macbeth are");
        assertThat(printed.substring(printed.indexOf("The books say:")).lines())
                .containsExactly(
                        "The books say:",
                        "  2 seats for Hamlet",
                        "The till says:",
                        "  took 40 for Hamlet",
                        "  took 80 for Macbeth",
                        "  gave back 80 for Macbeth");
    }
}
