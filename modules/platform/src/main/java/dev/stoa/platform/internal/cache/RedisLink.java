package dev.stoa.platform.internal.cache;

import dev.stoa.platform.internal.redis.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** The commands the cache gives to Redis; knows connections and nothing of caching. */
final class RedisLink {
    static final String CHANNEL = "cache:invalidate";
    private static final String GENERATION = "stoa:gen";

    /** Where Redis is empty, numbers begin from its clock, or from the highest one known. */
    private static final String CURRENT =
            """
            local time = redis.call('time')
            local gen = redis.call('get', KEYS[1])
            if not gen then
              gen = time[1] .. string.format('%06d', tonumber(time[2]))
              redis.call('set', KEYS[1], gen)
            end
            if tonumber(gen) < tonumber(ARGV[1]) then
              gen = ARGV[1]
              redis.call('set', KEYS[1], gen)
            end
            """;

    private static final String PUBLISH =
            """
            for i = 3, #ARGV do
              redis.call('publish', ARGV[2], string.sub(ARGV[i], 1, -2) .. ',"gen":' .. gen .. '}')
            end
            return {gen, time[1], time[2]}
            """;

    // Read back as text: a number of Lua's loses digits when it is written out.
    private static final String NEXT =
            """
            redis.call('incr', KEYS[1])
            gen = redis.call('get', KEYS[1])
            """;

    private final Redis redis;
    private final RedisClock clock = new RedisClock(System::nanoTime);
    private @Nullable RTopic channel;

    RedisLink(Redis redis) {
        this.redis = redis;
    }

    /**
     * Connects and listens, unless that is done; may take seconds.
     *
     * @param heard gets each message of the channel, in order
     * @param gap told whenever the subscription begins or ends
     */
    void open(Consumer<String> heard, Runnable gap) {
        if (channel != null) {
            return;
        }
        RTopic topic = redis.open().getTopic(CHANNEL, StringCodec.INSTANCE);
        topic.addListener(String.class, (_, text) -> heard.accept(text));
        topic.addListener(
                new StatusListener() {
                    @Override
                    public void onSubscribe(String name) {
                        gap.run();
                    }

                    @Override
                    public void onUnsubscribe(String name) {
                        gap.run();
                    }
                });
        channel = topic;
    }

    /** Publishes a pulse; waits for Redis's answer up to the timeout. */
    void pulse(long known, String message) {
        run(CURRENT + PUBLISH, known, List.of(message));
    }

    /** Gives changes their number, which it returns, and publishes them with it. */
    long publish(long known, List<String> messages) {
        return run(CURRENT + NEXT + PUBLISH, known, messages);
    }

    /** Redis's clock. */
    long millis() {
        return clock.millis();
    }

    private long run(String script, long known, List<String> messages) {
        Object[] arguments = new Object[messages.size() + 2];
        arguments[0] = Long.toString(known);
        arguments[1] = CHANNEL;
        for (int i = 0; i < messages.size(); i++) {
            arguments[i + 2] = messages.get(i);
        }
        List<String> answer =
                await(
                        redis.client()
                                .getScript(StringCodec.INSTANCE)
                                .<List<String>>evalAsync(
                                        RScript.Mode.READ_WRITE,
                                        script,
                                        RScript.ReturnType.LIST,
                                        List.of(GENERATION),
                                        arguments));
        clock.set(Long.parseLong(answer.get(1)) * 1000 + Long.parseLong(answer.get(2)) / 1000);
        return Long.parseLong(answer.get(0));
    }

    private <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture()
                    .get(redis.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new CompletionException(e);
        }
    }

    /** The bytes at {@code key}, if any. */
    CompletableFuture<Optional<byte[]>> get(String key) {
        return redis.client()
                .<byte[]>getBucket(key, ByteArrayCodec.INSTANCE)
                .getAsync()
                .toCompletableFuture()
                .thenApply(Optional::ofNullable);
    }

    CompletionStage<Void> put(String key, byte[] bytes, Duration ttl) {
        return redis.client().<byte[]>getBucket(key, ByteArrayCodec.INSTANCE).setAsync(bytes, ttl);
    }
}
