package dev.stoa.platform.internal.events;

import dev.stoa.platform.internal.redis.Redis;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.redisson.api.RTopic;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * A topic of Redis that all nodes speak on. Nobody waits for it: what is said while Redis is away,
 * or faster than it takes it, is lost.
 */
public final class EventTopic implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventTopic.class.getName());
    private static final String NAME = "stoa:events";
    private static final int WAITING = 1_000;
    private static final long AGAIN_MILLIS = 1_000;

    private final Redis redis;
    private final Consumer<String> heard;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread listener;
    private final Thread speaker;

    /**
     * Connects when Redis can be reached, in the background.
     *
     * @param heard gets what nodes say, this one's own words too, on threads of the client
     */
    public EventTopic(Redis redis, Consumer<String> heard) {
        this.redis = redis;
        this.heard = heard;
        this.listener = Thread.ofVirtual().name("stoa-events-listener").start(this::listen);
        this.speaker = Thread.ofVirtual().name("stoa-events-speaker").start(this::speak);
    }

    /** Says {@code text} to all nodes as soon as may be; does not wait. */
    public void say(String text) {
        if (!waiting.offer(text)) {
            LOG.log(System.Logger.Level.DEBUG, "An event was not told to other nodes");
        }
    }

    private RTopic topic() {
        return redis.open().getTopic(NAME, StringCodec.INSTANCE);
    }

    /** Once it has listened, the client begins again by itself whenever it connects. */
    private void listen() {
        try {
            while (true) {
                try {
                    topic().addListener(String.class, (_, text) -> heard.accept(text));
                    return;
                } catch (RedisException | CompletionException e) {
                    // A first connection that fails comes wrapped.
                    LOG.log(System.Logger.Level.DEBUG, "Redis can't be listened to yet", e);
                    Thread.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException | IllegalStateException e) {
            // Closed.
        }
    }

    private void speak() {
        try {
            while (true) {
                String text = waiting.take();
                try {
                    topic().publishAsync(text)
                            .toCompletableFuture()
                            .get(redis.timeout().toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException
                        | TimeoutException
                        | RedisException
                        | CompletionException e) {
                    LOG.log(System.Logger.Level.DEBUG, "An event was not told to other nodes", e);
                }
            }
        } catch (InterruptedException | IllegalStateException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        listener.interrupt();
        speaker.interrupt();
    }
}
