package io.github.camelgeminilive.emulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Everything that went over the wire, and the client messages that no test has taken yet. Holds so many characters and
 * then forgets the oldest. Lives as long as the emulator. Thread-safe.
 */
final class Recorder {
    private final long maxChars;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final ArrayDeque<Entry> untaken = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private long chars;
    private long clientFrames;
    private long forgotten;

    /** @param place the number of the frame among all client frames */
    private record Entry(long place, Frame frame) {}

    Recorder(long maxChars) {
        this.maxChars = maxChars;
    }

    synchronized void add(Frame frame) {
        if (maxChars <= 0) {
            return;
        }
        frames.add(frame);
        chars += frame.text().length();
        if (frame.direction() == Frame.Direction.CLIENT) {
            untaken.add(new Entry(clientFrames++, frame));
            notifyAll();
        }
        while (chars > maxChars && frames.size() > 1) {
            Frame oldest = frames.remove();
            chars -= oldest.text().length();
            forgotten++;
            Entry first = untaken.peek();
            if (first != null && first.frame() == oldest) {
                untaken.remove();
            }
        }
    }

    synchronized void problem(String problem) {
        problems.add(problem);
        notifyAll();
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    synchronized List<Frame> frames(Predicate<Frame> wanted) {
        return frames.stream().filter(wanted).toList();
    }

    synchronized long forgotten() {
        return forgotten;
    }

    /** Takes the first untaken client frame that fits, and fails with what was seen when none comes in time. */
    synchronized Frame take(String what, Predicate<Frame> wanted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Frame> looked = new ArrayList<>();
        long unread = 0;
        while (true) {
            for (Iterator<Entry> rest = untaken.iterator(); rest.hasNext(); ) {
                Entry entry = rest.next();
                // A frame that did not fit once is not read again: there may be thousands.
                if (entry.place() < unread) {
                    continue;
                }
                if (wanted.test(entry.frame())) {
                    rest.remove();
                    return entry.frame();
                }
                looked.add(entry.frame());
            }
            unread = clientFrames;
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Expected " + what + " within " + timeout.toMillis() + " ms but saw "
                        + seen(looked) + (problems.isEmpty() ? "" : "; problems: " + problems));
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for " + what, e);
            }
        }
    }

    private static String seen(List<Frame> frames) {
        if (frames.isEmpty()) {
            return "no other frame";
        }
        List<String> lines = new ArrayList<>();
        String last = "";
        int times = 0;
        for (Frame frame : frames) {
            String line = "connection " + frame.connection() + " " + frame.summary();
            if (!line.equals(last) && times > 0) {
                lines.add(times > 1 ? last + " x" + times : last);
                times = 0;
            }
            last = line;
            times++;
        }
        lines.add(times > 1 ? last + " x" + times : last);
        return lines.size() > 60 ? lines.subList(lines.size() - 60, lines.size()) + " (the last 60)" : lines.toString();
    }
}
