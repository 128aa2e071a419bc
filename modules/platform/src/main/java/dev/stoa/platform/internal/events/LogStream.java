package dev.stoa.platform.internal.events;

import dev.stoa.platform.internal.redis.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RStream;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.api.stream.StreamReadArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** A stream of Redis that all nodes write, kept short. */
public final class LogStream {
    private static final System.Logger LOG = System.getLogger(LogStream.class.getName());
    private static final Duration BLOCK = Duration.ofSeconds(2);
    private static final int AT_ONCE = 500;
    private static final String FIELD = "e";

    /** Before all that there can be. */
    public static final StreamMessageId START = new StreamMessageId(0, 0);

    private final Redis redis;
    private final String key;
    private final int most;

    /**
     * The stream under {@code stoa:<name>}.
     *
     * @param most entries kept, about
     */
    public LogStream(Redis redis, String name, int most) {
        this.redis = redis;
        this.key = "stoa:" + name;
        this.most = most;
    }

    /** One entry. */
    public record Item(StreamMessageId id, String text) {}

    private RStream<String, String> stream() {
        return redis.open().getStream(key, StringCodec.INSTANCE);
    }

    /** Adds {@code text}; false where Redis does not say within its timeout that it has it. */
    public boolean add(String text) throws InterruptedException {
        try {
            stream()
                    .addAsync(
                            StreamAddArgs.entry(FIELD, text).trimNonStrict().maxLen(most).noLimit())
                    .toCompletableFuture()
                    .get(redis.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RedisException | CompletionException e) {
            LOG.log(System.Logger.Level.DEBUG, "An entry was not added to " + key, e);
            return false;
        }
    }

    /**
     * The newest entries, oldest first.
     *
     * @throws RedisException where Redis is away
     */
    public List<Item> tail() {
        return items(
                stream()
                        .rangeReversed(
                                StreamRangeArgs.startId(StreamMessageId.MAX)
                                        .endId(StreamMessageId.MIN)
                                        .count(most)));
    }

    /**
     * Whether the entry is still there.
     *
     * @throws RedisException where Redis is away
     */
    public boolean has(StreamMessageId id) {
        return id.equals(START)
                || !stream().range(StreamRangeArgs.startId(id).endId(id).count(1)).isEmpty();
    }

    /**
     * The entries after {@code id}, oldest first; waits two seconds for the first.
     *
     * @throws RedisException where Redis is away
     */
    public List<Item> after(StreamMessageId id) {
        return items(stream().read(StreamReadArgs.greaterThan(id).count(AT_ONCE).timeout(BLOCK)));
    }

    private static List<Item> items(Map<StreamMessageId, Map<String, String>> found) {
        List<Item> items = new ArrayList<>(found.size());
        found.forEach((id, fields) -> items.add(new Item(id, fields.getOrDefault(FIELD, ""))));
        items.sort(
                Comparator.comparingLong((Item item) -> item.id().getId0())
                        .thenComparingLong(item -> item.id().getId1()));
        return items;
    }
}
