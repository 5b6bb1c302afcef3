package io.github.camelgeminilive;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;

/** The same on exchanges that are used again and again. */
class PooledCallSpansTest extends CallSpansTest {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        PooledExchangeFactory factory = new PooledExchangeFactory();
        factory.setCapacity(1);
        created.getCamelContextExtension().setExchangeFactory(factory);
        return created;
    }
}
