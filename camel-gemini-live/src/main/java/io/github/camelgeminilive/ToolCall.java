package io.github.camelgeminilive;

import org.apache.camel.Exchange;

final class ToolCall {
    static boolean runsFor(Exchange e, String a, String s) {
        return false;
    }
}
