package io.github.camelgeminilive;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

public class GeminiLiveToolConsumer extends DefaultConsumer {
    public GeminiLiveToolConsumer(GeminiLiveEndpoint e, Processor p) {
        super(e, p);
    }
}
