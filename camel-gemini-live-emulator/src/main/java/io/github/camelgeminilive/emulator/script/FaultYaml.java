package io.github.camelgeminilive.emulator.script;

import static io.github.camelgeminilive.emulator.script.YamlValues.*;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Reads what a script says of faults: moments, and how conversations go on over connections. Stateless. */
final class FaultYaml {
    private static final Set<String> CONTINUITY = Set.of(
            "handles",
            "explicitNotResumable",
            "handleDelay",
            "inputDelay",
            "handleLife",
            "deadHandle",
            "oldSocket",
            "resumed",
            "frozenSetup",
            "firstIndex",
            "staleExchange",
            "silentAfterAnswer",
            "callsAgain");

    private static final String MOMENTS =
            "beforeSetupComplete, afterSetupComplete, midTurn, midToolCall, afterTurnComplete, {afterMessages: 3} or"
                    + " {after: 9min}";

    private FaultYaml() {}

    static void continuity(JsonNode value, String at, Continuity into) {
        only(value, at, CONTINUITY);
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String place = at + "." + entry.getKey();
            JsonNode set = entry.getValue();
            switch (entry.getKey()) {
                case "handles" -> into.handles(choice(Continuity.Handles.class, set, place));
                case "explicitNotResumable" -> into.explicitNotResumable(yes(set, place));
                case "handleDelay" -> into.handleDelay(duration(set, place));
                case "inputDelay" -> into.inputDelay(duration(set, place));
                case "handleLife" -> into.handleLife(duration(set, place));
                case "deadHandle" -> into.deadHandle(choice(Continuity.DeadHandle.class, set, place));
                case "oldSocket" -> into.oldSocket(choice(Continuity.OldSocket.class, set, place));
                case "resumed" -> into.resumed(choice(Continuity.Resumed.class, set, place));
                case "frozenSetup" -> into.frozenSetup(yes(set, place));
                case "firstIndex" -> into.firstIndex(index(set, place));
                case "staleExchange" -> into.staleExchange(yes(set, place));
                case "silentAfterAnswer" -> into.silentAfterAnswer(yes(set, place));
                default -> into.callsAgain(again(set, place));
            }
        }
    }

    /** The moment of one planned fault, its acts aside. */
    static Moment moment(JsonNode planned, String at) {
        only(planned, at, Set.of("moment", "connection", "resumed", "times", "do"));
        Moment moment = place(need(planned, "moment", at), at + ".moment");
        if (planned.has("connection")) {
            moment = moment.onConnection(whole(planned.path("connection"), at + ".connection"));
        }
        if (planned.has("resumed") && yes(planned.path("resumed"), at + ".resumed")) {
            moment = moment.onResume();
        }
        JsonNode times = planned.path("times");
        if (!times.isMissingNode()) {
            moment = times.asText().equals("always") ? moment.always() : moment.times(whole(times, at + ".times"));
        }
        return moment;
    }

    private static Moment place(JsonNode value, String at) {
        if (value.isObject() && value.size() == 1 && value.has("afterMessages")) {
            return Moment.afterMessages(whole(value.path("afterMessages"), at + ".afterMessages"));
        }
        if (value.isObject() && value.size() == 1 && value.has("after")) {
            return Moment.after(duration(value.path("after"), at + ".after"));
        }
        return switch (value.asText()) {
            case "beforeSetupComplete" -> Moment.beforeSetupComplete();
            case "afterSetupComplete" -> Moment.afterSetupComplete();
            case "midTurn" -> Moment.midTurn();
            case "midToolCall" -> Moment.midToolCall();
            case "afterTurnComplete" -> Moment.afterTurnComplete();
            default -> throw wrong(at, MOMENTS, shown(value));
        };
    }

    static void refuseUpgrades(JsonNode value, String at, Scenario into) {
        only(value, at, Set.of("times", "status"));
        into.refuseUpgrades(
                whole(need(value, "times", at), at + ".times"), whole(need(value, "status", at), at + ".status"));
    }

    static void goAway(JsonNode value, String at, Scenario into) {
        if (!value.isObject()) {
            into.goAway(duration(value, at));
            return;
        }
        only(value, at, Set.of("timeLeft", "silent"));
        Duration left = duration(need(value, "timeLeft", at), at + ".timeLeft");
        if (value.has("silent") && yes(value.path("silent"), at + ".silent")) {
            into.goAwaySilently(left);
        } else {
            into.goAway(left);
        }
    }

    static void pong(JsonNode value, String at, Scenario into) {
        if (value.asText().equals("none")) {
            into.noPong();
        } else {
            into.pongDelay(duration(value, at));
        }
    }

    static Continuity.Again again(JsonNode value, String at) {
        return choice(Continuity.Again.class, value, at);
    }

    private static int index(JsonNode value, String at) {
        int index = whole(value, at);
        if (index != 0 && index != 1) {
            throw wrong(at, "0 or 1", shown(value));
        }
        return index;
    }

    private static boolean yes(JsonNode value, String at) {
        if (!value.isBoolean()) {
            throw wrong(at, "true or false", shown(value));
        }
        return value.asBoolean();
    }

    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode value, String at) {
        E[] all = type.getEnumConstants();
        for (E one : all) {
            if (camel(one).equals(value.asText())) {
                return one;
            }
        }
        throw wrong(at, "one of " + Arrays.stream(all).map(FaultYaml::camel).toList(), shown(value));
    }

    /** OTHER_WORDS is otherWords in a script. */
    private static String camel(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char c : constant.name().toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? c : Character.toLowerCase(c));
                upper = false;
            }
        }
        return name.toString();
    }
}
