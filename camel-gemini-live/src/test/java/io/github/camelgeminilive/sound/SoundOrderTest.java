package io.github.camelgeminilive.sound;

import static io.github.camelgeminilive.sound.SoundRig.MODEL;
import static io.github.camelgeminilive.sound.SoundRig.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input.Kind;
import io.github.camelgeminilive.sound.PlayTest.Closing;
import io.github.camelgeminilive.sound.RecordingOutlet.Sent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What holds however pieces of sound meet: order, contiguity, nothing lost untold. */
class SoundOrderTest {

    @Test
    void soundOfOneFileIsContiguousAndTheNextWaits() {
        SoundRig rig = SoundRig.automatic();
        Heard one = rig.play(millis(1, 200));
        Heard two = rig.play(millis(2, 200));
        rig.pass(1_000);
        assertThat(one.words()).isEmpty();
        rig.pass(160);
        assertThat(one.words()).containsExactly("written");
        rig.pass(2_000);

        assertThat(two.words()).containsExactly("written");
        byte[] sent = rig.outlet.pcm(Kind.PACED_AUDIO);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(millis(1, 200));
        expected.writeBytes(new byte[32_000]);
        expected.writeBytes(millis(2, 200));
        expected.writeBytes(new byte[32_000]);
        assertThat(sent).isEqualTo(expected.toByteArray());
        assertThat(rig.outlet.kinds())
                .containsExactly(Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END, Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END);
        rig.close();
    }

    @Test
    void aFileThatFailsMakesWayForTheNext() {
        SoundRig rig = SoundRig.automatic();
        rig.outlet.refuse(Kind.PACED_AUDIO, 1);
        rig.play(millis(1, 200));
        Heard two = rig.play(millis(2, 200));
        Heard three = rig.play(new byte[0]);
        Heard four = rig.play(millis(4, 200));
        rig.pass(5_000);

        assertThat(two.words()).containsExactly("written");
        assertThat(three.words()).singleElement().asString().startsWith("BAD_INPUT");
        assertThat(four.words()).containsExactly("written");
        rig.close();
    }

    @Test
    void aWaitingFileCanBeAbandoned() {
        SoundRig rig = SoundRig.automatic();
        rig.play(millis(1, 200));
        Closing in = new Closing(millis(2, 200));
        Pending pending = rig.sound.play(in, MODEL, true, false, new Heard());
        Heard three = rig.play(millis(3, 200));
        pending.abandon();
        rig.settle();
        assertThat(in.closed).isTrue();
        Heard live = rig.live(millis(4, 40));
        assertThat(live.words())
                .as("live sound behind the one that still plays")
                .isEmpty();
        rig.pass(3_000);

        assertThat(three.words()).containsExactly("written");
        assertThat(rig.outlet.pcm(Kind.PACED_AUDIO)).hasSize(2 * 1_200 * 32);
        rig.close();
    }

    @Test
    void moreThanMayWaitIsRefusedAndItsStreamClosed() {
        SoundRig rig = new SoundRig(SoundRig.queueSize(2));
        rig.play(millis(1, 200));
        rig.play(millis(2, 200));
        rig.play(millis(3, 200));
        Closing in = new Closing(millis(4, 200));
        Heard four = rig.play(in);

        assertThat(four.words())
                .containsExactly(
                        "QUEUE_FULL: Expected room for one more but 2 pieces of sound wait already (option sendQueueSize)");
        assertThat(in.closed).isTrue();
        rig.close();
    }

    @Test
    void moreMarksThanMayWaitAreRefused() {
        SoundRig rig = new SoundRig(SoundRig.queueSize(2));
        rig.play(millis(1, 200));
        Heard last = new Heard();
        rig.sound.streamEnd(new Heard());
        rig.sound.streamEnd(new Heard());
        rig.sound.streamEnd(last);

        assertThat(last.words())
                .containsExactly(
                        "QUEUE_FULL: Expected room for one more but 2 marks wait already (option sendQueueSize)");
        rig.close();
    }

    @Test
    void completionsAreCalledWithoutTheLock() throws ExecutionException, InterruptedException, TimeoutException {
        SoundRig rig = SoundRig.automatic();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        rig.sound.live(millis(1, 40), MODEL, new Completion() {
            @Override
            public void written() {
                // another thread gets in while this one is still here
                CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> {
                    rig.sound.live(millis(2, 40), MODEL, new Heard());
                    return true;
                });
                answer.complete(other.orTimeout(10, TimeUnit.SECONDS).join());
            }

            @Override
            public void failed(Failure failure) {
                answer.completeExceptionally(new AssertionError(failure.toString()));
            }
        });

        assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.outlet.of(Kind.LIVE_AUDIO)).hasSize(2);
        rig.close();
    }

    /** Each live sample has a number; they arrive in order, and what is missing was told. */
    @RepeatedTest(200)
    void randomMixturesKeepOrderAndCount(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        boolean manual = random.nextBoolean();
        SoundRig rig = manual ? SoundRig.manual() : SoundRig.automatic();
        byte[] odd = new byte[0];
        List<Heard> all = new ArrayList<>();
        long soundBytes = 0;
        int next = 1;
        List<byte[]> files = new ArrayList<>();
        if (manual) {
            all.add(rig.activityStart());
        }
        boolean held = false;
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    byte[] numbered = new byte[2 * (1 + random.nextInt(2_000))];
                    for (int i = 0; i < numbered.length; i += 2, next++) {
                        numbered[i] = (byte) next;
                        numbered[i + 1] = (byte) (next >> 8);
                    }
                    soundBytes += numbered.length;
                    // the last byte of a message may come with the next one
                    ByteArrayOutputStream message = new ByteArrayOutputStream();
                    message.writeBytes(odd);
                    int cut = random.nextBoolean() ? 1 : 0;
                    message.write(numbered, 0, numbered.length - cut);
                    odd = cut == 0 ? new byte[0] : new byte[] {numbered[numbered.length - 1]};
                    all.add(rig.live(message.toByteArray()));
                }
                case 3 -> {
                    byte[] file = millis(step, 1 + random.nextInt(150));
                    files.add(file);
                    all.add(rig.play(file));
                }
                case 4 -> {
                    if (!manual) {
                        Heard heard = new Heard();
                        rig.sound.streamEnd(heard);
                        all.add(heard);
                    }
                }
                case 5 -> {
                    held = !held;
                    if (held) {
                        rig.outlet.hold();
                    } else {
                        release(rig);
                    }
                }
                default -> rig.pass(random.nextInt(300));
            }
        }
        release(rig);
        rig.live(odd);
        rig.pass(60_000);
        if (manual) {
            all.add(rig.activityEnd());
            rig.pass(1_000);
        }

        byte[] live = rig.outlet.pcm(Kind.LIVE_AUDIO);
        assertThat(MODEL.durationNanos(live.length) + rig.droppedNanos).isEqualTo(MODEL.durationNanos(soundBytes));
        assertThat(all).allMatch(heard -> heard.words().equals(List.of("written")));
        assertNumbersRise(live, rig.droppedNanos > 0);
        assertContiguous(rig.outlet.sent, files);
        rig.close();
    }

    private static void release(SoundRig rig) {
        rig.outlet.release();
        rig.settle();
    }

    private static void assertNumbersRise(byte[] live, boolean gaps) {
        int last = 0;
        for (int i = 0; i < live.length; i += 2) {
            int number = (live[i] & 0xFF) | (live[i + 1] & 0xFF) << 8;
            // numbers wrap after 65,536: a step forward is less than half of that
            int step = (number - last) & 0xFFFF;
            assertThat(step).as("step at sample %d", i / 2).isBetween(1, gaps ? 0x7FFF : 1);
            last = number;
        }
    }

    /** Files stand in their order, each in one piece. */
    private static void assertContiguous(List<Sent> sent, List<byte[]> files) {
        List<byte[]> runs = new ArrayList<>();
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (Sent s : sent) {
            if (s.kind() == Kind.PACED_AUDIO) {
                run.writeBytes(s.pcm());
            } else if (run.size() > 0) {
                runs.add(run.toByteArray());
                run.reset();
            }
        }
        if (run.size() > 0) {
            runs.add(run.toByteArray());
        }
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (byte[] one : runs) {
            together.writeBytes(one);
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        boolean automatic = sent.stream().anyMatch(s -> s.kind() == Kind.AUDIO_STREAM_END);
        for (byte[] file : files) {
            expected.writeBytes(file);
            if (automatic) {
                expected.writeBytes(new byte[32_000]);
            }
        }
        assertThat(together.toByteArray()).isEqualTo(expected.toByteArray());
        if (automatic) {
            assertThat(runs).hasSize(files.size());
        }
    }

    @Test
    void wavBytesInMemoryAreReadLikeAnyStream() {
        SoundRig rig = SoundRig.automatic();
        Heard heard = new Heard();
        rig.sound.play(new ByteArrayInputStream(new byte[3]), null, true, false, heard);
        rig.settle();

        assertThat(heard.words()).singleElement().asString().startsWith("BAD_INPUT: Expected a RIFF header");
        rig.close();
    }
}
