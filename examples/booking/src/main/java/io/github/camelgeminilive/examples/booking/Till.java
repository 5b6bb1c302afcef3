package io.github.camelgeminilive.examples.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Stands for a bank: money is taken and given back, and no transaction of ours changes that. Thread-safe. */
public class Till {

    private static final int PRICE = 20;

    private final List<Entry> entries = new ArrayList<>();

    /**
     * What happened once.
     *
     * @param call the call for which it did
     * @param text for people
     */
    public record Entry(String call, String text) {}

    /** Takes the price of the seats. */
    public void charge(@Header("CamelGeminiLiveToolCallId") String call, @Body Map<String, Object> booking) {
        add(new Entry(call, "took " + text(booking)));
    }

    /** Gives back what was taken for a call; does nothing where nothing was, or it was given back already. */
    public synchronized void giveBack(
            @Header("CamelGeminiLiveToolCallId") String call, @Body Map<String, Object> booking) {
        Entry back = new Entry(call, "gave back " + text(booking));
        if (entries.contains(new Entry(call, "took " + text(booking))) && !entries.contains(back)) {
            add(back);
        }
    }

    /** Waits for an entry; false when it was not there in time. */
    public synchronized boolean awaitEntry(String text, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (entries.stream().noneMatch(entry -> entry.text().equals(text))) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Everything so far. */
    public synchronized List<Entry> getEntries() {
        return List.copyOf(entries);
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
        notifyAll();
    }

    private static String text(Map<String, Object> booking) {
        return booking.get("seats") instanceof Number seats
                ? PRICE * seats.intValue() + " for " + booking.get("play")
                : "nothing";
    }
}
