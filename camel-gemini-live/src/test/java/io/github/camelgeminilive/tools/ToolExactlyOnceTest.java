package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.transport.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each call gets at most one final answer, and exactly one when nobody cancelled, in whatever order things happen. */
class ToolExactlyOnceTest {

    private static final Map<String, Object> KITCHEN = Map.of("room", "kitchen");
    private static final int THREADS = 4;
    private static final long SEED = 20_261_121;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void noThreadStays() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** What one call went through. */
    private static final class Story {
        final AtomicInteger finals = new AtomicInteger();
        final AtomicInteger taken = new AtomicInteger();
        final AtomicInteger dropped = new AtomicInteger();
        int cancels;
    }

    @Test
    void inAnyOrderOfTheVirtualSchedule() {
        Random dice = new Random(SEED);
        long late = 0;
        long cancelled = 0;
        long timedOut = 0;
        for (int run = 0; run < 5_000; run++) {
            ManualClock clock = new ManualClock();
            ToolRegistry registry = new ToolRegistry();
            List<Runnable> pool = new ArrayList<>();
            ToolDispatcher dispatcher = new ToolDispatcher("home", true, registry, pool::add, clock);
            LiveSession session = ToolSessions.session("s", "gemini-3.8-live", dispatcher, new FakeTransport(), clock);
            FakeTool tool = FakeTool.named("light");
            registry.register("home", tool);
            List<Story> stories =
                    Stream.generate(Story::new).limit(1 + dice.nextInt(4)).toList();
            for (int i = 0; i < stories.size(); i++) {
                start(dispatcher, session, i, stories.get(i));
            }

            for (int step = dice.nextInt(30); step > 0; step--) {
                int number = dice.nextInt(stories.size());
                Story story = stories.get(number);
                boolean open = !tool.accepted.get(number).over();
                switch (dice.nextInt(8)) {
                    case 0 -> clock.advance(Duration.ofSeconds(dice.nextInt(10)));
                    case 1 -> {
                        dispatcher.cancel(session, id(number));
                        story.cancels += open ? 1 : 0;
                    }
                    case 2 -> tool.accepted.get(number).stop();
                    case 3 -> {
                        // the session refuses ids that were answered; the dispatcher those that are open
                        if (open) {
                            start(dispatcher, session, number, story);
                        }
                    }
                    case 4, 5 -> answer(tool.accepted.get(number), story);
                    default -> {
                        if (!pool.isEmpty()) {
                            pool.remove(dice.nextInt(pool.size())).run();
                        }
                    }
                }
            }
            clock.advance(FakeTool.TIMEOUT);
            pool.forEach(Runnable::run);

            for (Story story : stories) {
                assertThat(story.finals.get()).as("run %s", run).isEqualTo(1 - story.cancels);
                assertThat(story.taken.get()).isLessThanOrEqualTo(story.finals.get());
            }
            assertThat(dispatcher.openCalls()).isEmpty();
            assertThat(clock.pending()).isZero();
            assertThat(dispatcher.counters().get(Count.LATE_RESULT))
                    .isEqualTo(stories.stream()
                            .mapToInt(story -> story.dropped.get())
                            .sum());
            late += dispatcher.counters().get(Count.LATE_RESULT);
            cancelled += dispatcher.counters().get(Count.CANCELLED);
            timedOut += dispatcher.counters().get(Count.TIMED_OUT);
        }
        assertThat(List.of(late, cancelled, timedOut))
                .as("what the schedules contained: late results, cancellations, time-outs")
                .allMatch(count -> count > 500);
    }

    @Test
    void whenThreadsRace() throws Exception {
        Random dice = new Random(SEED);
        long answered = 0;
        long cancelled = 0;
        long timedOut = 0;
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        for (int run = 0; run < 5_000; run++) {
            ManualClock clock = new ManualClock();
            ToolRegistry registry = new ToolRegistry();
            List<Runnable> pool = new ArrayList<>();
            ToolDispatcher dispatcher = new ToolDispatcher("home", true, registry, pool::add, clock);
            LiveSession session = ToolSessions.session("s", "gemini-3.8-live", dispatcher, new FakeTransport(), clock);
            FakeTool tool = FakeTool.named("light");
            registry.register("home", tool);
            Story story = new Story();
            dispatcher.start(session, new FunctionCall("1", "light", KITCHEN), answer -> took(story, answer));
            ToolInvocation call = tool.accepted.get(0);
            AtomicInteger heard = new AtomicInteger();
            call.whenOver(heard::incrementAndGet);
            pool.get(0).run();

            List<Runnable> racers = new ArrayList<>(List.of(
                    () -> answer(call, story),
                    () -> answer(call, story),
                    () -> clock.advance(FakeTool.TIMEOUT),
                    dice.nextBoolean() ? () -> dispatcher.cancel(session, "1") : call::stop));
            Collections.shuffle(racers, dice);
            List<Future<?>> done = new ArrayList<>();
            for (Runnable racer : racers) {
                done.add(threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    racer.run();
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get(10, TimeUnit.SECONDS);
            }

            assertThat(call.over()).isTrue();
            assertThat(heard).hasValue(1);
            assertThat(story.finals.get()).as("run %s", run).isEqualTo(call.cancelled() ? 0 : 1);
            assertThat(story.taken.get() + story.dropped.get()).isEqualTo(2);
            assertThat(dispatcher.counters().get(Count.LATE_RESULT)).isEqualTo(story.dropped.get());
            assertThat(dispatcher.openCalls()).isEmpty();
            answered += story.taken.get();
            cancelled += call.cancelled() ? 1 : 0;
            timedOut += dispatcher.counters().get(Count.TIMED_OUT);
        }
        assertThat(List.of(answered, cancelled, timedOut))
                .as("every racer must win sometimes: answers, cancellations, time-outs")
                .allMatch(wins -> wins > 20);
    }

    private static void start(ToolDispatcher dispatcher, LiveSession session, int number, Story story) {
        dispatcher.start(session, new FunctionCall(id(number), "light", KITCHEN), answer -> took(story, answer));
    }

    private static String id(int number) {
        return "call-" + number;
    }

    private static void answer(ToolInvocation call, Story story) {
        boolean taken = call.answer(new ToolResult(Map.of("light", "on")));
        (taken ? story.taken : story.dropped).incrementAndGet();
    }

    private static void took(Story story, FunctionResponse answer) {
        if (!answer.willContinue()) {
            story.finals.incrementAndGet();
        }
    }
}
