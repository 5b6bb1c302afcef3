package io.github.camelgeminilive.codec;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A duration by the JSON rules of protobuf: seconds with up to nine decimals and an s (protocol section 1.5). */
final class WireDuration {

    /** Twelve digits of seconds are what protobuf allows. */
    private static final Pattern SECONDS = Pattern.compile("(-?)([0-9]{1,12})(?:\\.([0-9]{1,9}))?s");

    private WireDuration() {}

    /** The duration of a text such as {@code 9.500s}, or null for any other text. */
    static @Nullable Duration parse(String text) {
        Matcher matcher = SECONDS.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String decimals = matcher.group(3);
        long nanos = decimals == null ? 0 : Long.parseLong((decimals + "00000000").substring(0, 9));
        Duration duration = Duration.ofSeconds(Long.parseLong(matcher.group(2)), nanos);
        return matcher.group(1).isEmpty() ? duration : duration.negated();
    }
}
