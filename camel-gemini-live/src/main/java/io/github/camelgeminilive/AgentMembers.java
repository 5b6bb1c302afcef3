package io.github.camelgeminilive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The started producers and consumers of an agent and what their URIs say of it. Values are compared after placeholders
 * and {@code resource:} were resolved, and as typed: 10s is 10000.
 *
 * <p>Guarded by the agent's lock, except {@link #all}.
 */
final class AgentMembers {

    /** Read by who needs the key, and nowhere kept. */
    private static final String KEY_FILE = "serviceAccountKey";

    private final String agent;
    private final GeminiLiveComponent component;
    private final List<Member> members = new CopyOnWriteArrayList<>();

    AgentMembers(String agent, GeminiLiveComponent component) {
        this.agent = agent;
        this.component = component;
    }

    List<Member> all() {
        return members;
    }

    /**
     * Takes a member in.
     *
     * @param frozen the settings that sessions run with, or null before the first
     * @throws IllegalArgumentException when an option differs from that of another member or from the frozen settings
     */
    void join(Member member, @Nullable GeminiLiveConfiguration frozen) {
        GeminiLiveConfiguration own = member.endpoint().getConfiguration();
        for (String option : member.endpoint().given().names()) {
            Object value = value(own, option);
            for (Member other : members) {
                if (other.endpoint().given().names().contains(option)
                        && !Objects.equals(value, value(other.endpoint().getConfiguration(), option))) {
                    throw new IllegalArgumentException("Expected one value of option " + option + " for agent " + agent
                            + " but two differ: " + other.uri() + " and " + member.uri());
                }
            }
            if (frozen != null && !Objects.equals(value, value(frozen, option))) {
                throw new IllegalArgumentException("Expected the value of option " + option + " that agent " + agent
                        + " has since its first session but another was given by " + member.uri()
                        + ": start this route before the first message, or stop the agent's other routes first");
            }
        }
        members.add(member);
    }

    /** Whether nobody is left. */
    boolean leave(Member member) {
        members.remove(member);
        return members.isEmpty();
    }

    /** Component, then {@code agents[name]}, then what the members say; texts are loaded. */
    GeminiLiveConfiguration effective() {
        CamelContext context = component.getCamelContext();
        GeminiLiveConfiguration effective = component.getConfiguration().copy();
        AgentOptions.overlay(context, effective, component.getAgents().get(agent));
        Map<String, Map<Object, Object>> maps = new LinkedHashMap<>();
        for (Member member : members) {
            for (String option : member.endpoint().given().names()) {
                Object value = value(member.endpoint().getConfiguration(), option);
                int dot = option.indexOf('.');
                if (dot >= 0) {
                    maps.computeIfAbsent(option.substring(0, dot), map -> new LinkedHashMap<>(fields(effective, map)))
                            .put(option.substring(dot + 1), value);
                } else {
                    configurer().configure(context, effective, option, value, false);
                }
            }
        }
        maps.forEach((option, fields) -> configurer().configure(context, effective, option, fields, false));
        effective.setSystemInstruction(text(effective.getSystemInstruction()));
        effective.setSetupJson(text(effective.getSetupJson()));
        effective.setHistory(text(effective.getHistory()));
        effective.setGreeting(text(effective.getGreeting()));
        effective.setModelProfiles(text(effective.getModelProfiles()));
        return effective;
    }

    private @Nullable Object value(GeminiLiveConfiguration configuration, String option) {
        int dot = option.indexOf('.');
        if (dot >= 0) {
            return fields(configuration, option.substring(0, dot)).get(option.substring(dot + 1));
        }
        Object value = whole(configuration, option);
        return value instanceof String text && !option.equals(KEY_FILE) ? text(text) : value;
    }

    /** The fields of an option that is a map. */
    private Map<?, ?> fields(GeminiLiveConfiguration configuration, String option) {
        return whole(configuration, option) instanceof Map<?, ?> fields ? fields : Map.of();
    }

    private @Nullable Object whole(GeminiLiveConfiguration configuration, String option) {
        return ((PropertyConfigurerGetter) configurer()).getOptionValue(configuration, option, false);
    }

    private PropertyConfigurer configurer() {
        return AgentOptions.configurer(component.getCamelContext());
    }

    private @Nullable String text(@Nullable String value) {
        return value == null ? null : text(component.getCamelContext(), value);
    }

    /**
     * A text that may be a resource.
     *
     * @throws UncheckedIOException when the resource can't be read
     */
    static String text(CamelContext context, String value) {
        boolean resource = value.startsWith("resource:") || value.startsWith("classpath:") || value.startsWith("file:");
        if (!resource) {
            return value;
        }
        String uri = value.startsWith("resource:") ? value.substring("resource:".length()) : value;
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // some editors put a byte order mark first, which no reader of JSON takes
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a readable resource but " + uri + " is not: " + e.getMessage(), e);
        }
    }
}
