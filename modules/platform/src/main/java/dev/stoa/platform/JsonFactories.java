package dev.stoa.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/**
 * Readers and writers of JSON whose buffers come from one pool. Jackson's own way is a set of
 * buffers for each thread, which are 16 kB for each connection here.
 */
public final class JsonFactories {
    private static final JsonFactory PLAIN = builder().build();

    private JsonFactories() {}

    /** The one for all who want nothing special. */
    public static JsonFactory plain() {
        return PLAIN;
    }

    /** For one that is to be set otherwise. */
    public static JsonFactoryBuilder builder() {
        var builder = new JsonFactoryBuilder();
        builder.recyclerPool(JsonRecyclerPools.sharedBoundedPool());
        return builder;
    }
}
