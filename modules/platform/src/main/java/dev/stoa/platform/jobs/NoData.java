package dev.stoa.platform.jobs;

import com.github.kagkarlsson.scheduler.serializer.Serializer;

/** Jobs carry no data, so nothing that stands in the database is ever made into an object. */
final class NoData implements Serializer {
    @Override
    public byte[] serialize(Object data) {
        return new byte[0];
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
        throw new UnsupportedOperationException("jobs carry no data");
    }
}
