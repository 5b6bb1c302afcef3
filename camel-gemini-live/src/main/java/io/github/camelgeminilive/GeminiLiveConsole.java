package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.CallWatch;
import io.github.camelgeminilive.observe.OpenCall;
import io.github.camelgeminilive.session.SessionStatus;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolCounters;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What the agents of a Camel context are doing: their sessions, what became of calls, and the calls that are open. Shows
 * no arguments, results, transcripts or keys.
 *
 * <p>Thread-safe.
 */
@DevConsole(
        name = "gemini-live",
        displayName = "Gemini Live",
        description = "Agents, sessions and open function calls of Gemini Live")
public class GeminiLiveConsole extends AbstractDevConsole {

    /** Option: how many sessions and how many calls of each agent are shown. */
    public static final String LIMIT = "limit";

    private static final int DEFAULT_LIMIT = 100;

    public GeminiLiveConsole() {
        super("camel", "gemini-live", "Gemini Live", "Agents, sessions and open function calls of Gemini Live");
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        int limit = limit(options);
        List<JsonObject> agents = new ArrayList<>();
        for (String name : getCamelContext().getComponentNames()) {
            if (getCamelContext().hasComponent(name) instanceof GeminiLiveComponent component) {
                component.directory().agents().forEach(agent -> agents.add(agent(name, agent, limit)));
            }
        }
        JsonObject root = new JsonObject();
        root.put("agents", agents);
        return root;
    }

    private static JsonObject agent(String component, Agent agent, int limit) {
        JsonObject json = new JsonObject();
        json.put("name", agent.name());
        json.put("component", component);
        List<AgentSession> sessions = agent.sessions();
        json.put("sessionCount", sessions.size());
        json.put("sessions", first(sessions, limit, GeminiLiveConsole::session));
        CallWatch calls = agent.calls();
        if (calls != null) {
            List<OpenCall> open = calls.calls();
            json.put("outcomes", outcomes(calls.counters()));
            json.put("lateResults", calls.counters().get(Count.LATE_RESULT));
            json.put("duplicateCalls", calls.counters().get(Count.DUPLICATE));
            json.put("openCallCount", open.size());
            json.put("openCalls", first(open, limit, call -> call(call, calls)));
        }
        return json;
    }

    private static JsonObject session(AgentSession session) {
        SessionStatus status = session.live().status();
        JsonObject json = new JsonObject();
        json.put("id", session.id());
        json.put("state", status.state());
        json.put("connection", status.connection());
        json.put("openCalls", status.openCalls());
        json.put("waitingInputs", status.waiting());
        json.put("queuedEvents", session.live().queuedEvents());
        return json;
    }

    private static JsonObject outcomes(ToolCounters counters) {
        JsonObject json = new JsonObject();
        for (ToolOutcome outcome : ToolOutcome.values()) {
            json.put(outcome.label(), counters.get(outcome));
        }
        return json;
    }

    private static JsonObject call(OpenCall call, CallWatch calls) {
        ToolInvocation invocation = call.invocation();
        Tool tool = call.tool();
        JsonObject json = new JsonObject();
        json.put("tool", tool.declaration().name());
        json.put("callId", invocation.id());
        json.put("sessionId", invocation.sessionId());
        json.put("state", invocation.waiting() ? "waiting" : "running");
        json.put("age", calls.ageMillis(call));
        json.put("timeout", tool.timeout().toMillis());
        if (tool instanceof GeminiLiveToolConsumer route) {
            json.put("routeId", route.getRouteId());
        } else {
            json.put("origin", tool.origin());
        }
        if (call.asker() != null) {
            json.put("askedBy", call.asker().exchangeId());
        }
        return json;
    }

    private static <T> List<JsonObject> first(List<T> all, int limit, Function<T, JsonObject> show) {
        return all.stream().limit(limit).map(show).toList();
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (JsonObject agent : objects(doCallJson(options), "agents")) {
            text.append(String.format(
                    "\n    Agent: %s (component: %s sessions: %s)",
                    agent.get("name"), agent.get("component"), agent.get("sessionCount")));
            lines(text, objects(agent, "sessions"), agent.getInteger("sessionCount"), "sessions", "Session", "id");
            if (agent.get("outcomes") instanceof JsonObject outcomes) {
                text.append(String.format(
                        "\n        Calls: open: %s%s late results: %s duplicates: %s",
                        agent.get("openCallCount"),
                        words(outcomes, null),
                        agent.get("lateResults"),
                        agent.get("duplicateCalls")));
                lines(text, objects(agent, "openCalls"), agent.getInteger("openCallCount"), "calls", "Call", "tool");
            }
        }
        return text.toString();
    }

    /** A line for each, headed by one of its values, and one for those that are not shown. */
    private static void lines(
            StringBuilder text, List<JsonObject> shown, int count, String what, String title, String head) {
        for (JsonObject line : shown) {
            text.append(String.format(
                    "\n        %s: %s (%s)",
                    title, line.get(head), words(line, head).stripLeading()));
        }
        if (count > shown.size()) {
            text.append(String.format("\n        and %d more %s", count - shown.size(), what));
        }
    }

    /** The values of an object but one, and without zeros: outcomes are many. */
    private static String words(JsonObject json, @Nullable String without) {
        StringBuilder words = new StringBuilder();
        json.forEach((name, value) -> {
            if (!name.equals(without) && !(value instanceof Long number && number == 0 && without == null)) {
                words.append(' ').append(name).append(": ").append(value);
            }
        });
        return words.toString();
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(JsonObject.class::cast).toList()
                : List.of();
    }

    /** What is no number counts as nothing said: options come from a browser's address bar. */
    private static int limit(Map<String, Object> options) {
        try {
            return Math.max(0, Integer.parseInt(String.valueOf(options.getOrDefault(LIMIT, DEFAULT_LIMIT))));
        } catch (NumberFormatException e) {
            return DEFAULT_LIMIT;
        }
    }
}
