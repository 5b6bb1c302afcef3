package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to go wrong at which moment, and how often that is still to happen. Thread-safe. */
final class Disturbances {
    private static final class Planned {
        private final Moment moment;
        private final List<Act> acts;
        private int left;

        private Planned(Moment moment, List<Act> acts) {
            this.moment = moment;
            this.acts = List.copyOf(acts);
            this.left = moment.times() == 0 ? Integer.MAX_VALUE : moment.times();
        }
    }

    private final List<Planned> plan = new ArrayList<>(); // guarded by this

    synchronized void add(Moment moment, List<Act> acts) {
        plan.add(new Planned(moment, acts));
    }

    /** What is to be done now, which is then done with. */
    synchronized List<Act> take(Moment.Kind kind, int messages, int connection, boolean resumed) {
        List<Act> acts = new ArrayList<>();
        for (Planned planned : List.copyOf(plan)) {
            if (planned.moment.is(kind, messages, connection, resumed)) {
                use(planned);
                acts.addAll(planned.acts);
            }
        }
        return acts;
    }

    /** What is to be done on a connection that is ready now, by its time. */
    synchronized Map<Duration, List<Act>> takeTimed(int connection, boolean resumed) {
        Map<Duration, List<Act>> timed = new LinkedHashMap<>();
        for (Planned planned : List.copyOf(plan)) {
            if (planned.moment.is(Moment.Kind.TIME, 0, connection, resumed)) {
                use(planned);
                timed.computeIfAbsent(planned.moment.time(), time -> new ArrayList<>())
                        .addAll(planned.acts);
            }
        }
        return timed;
    }

    private void use(Planned planned) {
        if (--planned.left == 0) {
            plan.remove(planned);
        }
    }
}
