package io.github.camelgeminilive.sound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one task at a time at a session's sound. What a task leaves for user code (completions, streams, executors) runs
 * after it, without the lock. A task that comes up while the same thread is inside waits until the one inside is done,
 * so that nothing changes in the middle of it.
 *
 * <p>Thread-safe.
 */
final class Turnstile {

    private final ReentrantLock lock = new ReentrantLock();
    private final Executor callbacks;

    // guarded by lock
    private final Deque<Runnable> nested = new ArrayDeque<>();
    private List<Runnable> afterwards = new ArrayList<>();

    /** {@code callbacks} runs user code where the own thread must not. */
    Turnstile(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Runs a task, and what it leaves, on a thread that may run user code. */
    void pass(Runnable task) {
        runAll(through(task));
    }

    /** Runs a task on a thread that must not run user code: a timer's, or the one in a session's mailbox. */
    void passAside(Runnable task) {
        List<Runnable> left = through(task);
        if (!left.isEmpty()) {
            try {
                callbacks.execute(() -> runAll(left));
            } catch (RejectedExecutionException e) {
                // everything is being shut down: who waits has to hear of it all the same
                runAll(left);
            }
        }
    }

    /** Leaves something for after the task that is running. Only from inside. */
    void afterwards(Runnable userCode) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("Expected to be inside the turnstile but was not");
        }
        afterwards.add(userCode);
    }

    private List<Runnable> through(Runnable task) {
        if (lock.isHeldByCurrentThread()) {
            nested.add(task);
            return List.of();
        }
        lock.lock();
        try {
            Runnable next = task;
            while (next != null) {
                next.run();
                next = nested.poll();
            }
            if (afterwards.isEmpty()) {
                return List.of();
            }
            List<Runnable> left = afterwards;
            afterwards = new ArrayList<>();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** One completion that throws must not keep the others from hearing. */
    private static void runAll(List<Runnable> left) {
        RuntimeException first = null;
        for (Runnable userCode : left) {
            try {
                userCode.run();
            } catch (RuntimeException e) {
                first = joined(first, e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException joined(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
