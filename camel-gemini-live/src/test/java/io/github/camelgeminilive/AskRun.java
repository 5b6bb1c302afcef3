package io.github.camelgeminilive;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Asks the endpoints that its arguments name, in a JVM whose environment and class path the test chose, and prints what
 * came back. Its name does not end in Test: it is a program.
 */
final class AskRun {

    private AskRun() {}

    public static void main(String[] uris) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            for (String uri : uris) {
                Exchange exchange = context.createProducerTemplate().request(uri, e -> {
                    e.setPattern(ExchangePattern.InOut);
                    e.getMessage().setBody("hello");
                });
                Exception failed = exchange.getException();
                String code = failed instanceof GeminiLiveException live
                        ? live.getCode().name()
                        : String.valueOf(
                                failed == null ? null : failed.getClass().getSimpleName());
                System.out.println(
                        failed == null
                                ? "answer " + exchange.getMessage().getBody()
                                : "failure " + code + " " + failed.getMessage());
            }
        }
        System.exit(0);
    }
}
