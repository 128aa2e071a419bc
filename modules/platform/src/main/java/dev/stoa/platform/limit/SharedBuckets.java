package dev.stoa.platform.limit;

import dev.stoa.platform.internal.redis.Circuit;
import dev.stoa.platform.internal.redis.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/**
 * The tokens of all nodes' callers in Redis. Nothing here throws; a thread of its own looks once a
 * second whether Redis is well, and while it isn't nobody else asks it.
 */
final class SharedBuckets implements AutoCloseable {
    private static final String NAMESPACE = "stoa:limit:";
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * Takes up to ARGV[1] tokens, as many as every window has. A window comes as its microseconds
     * for one token and its permits; the value is the time at which each window's bucket is full,
     * and is gone when all are.
     */
    private static final String TAKE =
            """
            local time = redis.call('time')
            local now = time[1] * 1000000 + time[2]
            local taken = tonumber(ARGV[1])
            local full, interval, room = {}, {}, {}
            for at in string.gmatch(redis.call('get', KEYS[1]) or '', '%d+') do
              full[#full + 1] = tonumber(at)
            end
            for i = 1, (#ARGV - 1) / 2 do
              interval[i] = tonumber(ARGV[2 * i])
              room[i] = interval[i] * tonumber(ARGV[2 * i + 1])
              -- Nobody owes more than a whole bucket, even if the clock was put back.
              full[i] = math.min(math.max(full[i] or now, now), now + room[i])
              taken = math.min(taken, math.floor((now + room[i] - full[i]) / interval[i]))
            end
            local answer, value, longest = {taken}, {}, 0
            for i = 1, #interval do
              full[i] = full[i] + taken * interval[i]
              longest = math.max(longest, full[i] - now)
              value[i] = string.format('%.0f', full[i])
              answer[i + 1] = full[i] - now
            end
            if taken > 0 then
              redis.call('set', KEYS[1], table.concat(value, ' '), 'px', math.ceil(longest / 1000))
            end
            return answer
            """;

    private final Redis redis;
    private final Circuit circuit;
    private final Thread watch;
    private volatile boolean closed;

    SharedBuckets(Redis redis) {
        this.redis = redis;
        this.circuit = new Circuit(redis.timeout().toNanos() / 2);
        circuit.trip();
        this.watch = Thread.ofPlatform().daemon().name("stoa-limit-watch").start(this::watch);
    }

    /** Whether Redis is asked now. */
    boolean isUsable() {
        return circuit.isClosed();
    }

    /** The longest a request may wait for an answer. */
    long patienceNanos() {
        return redis.timeout().toNanos();
    }

    /** Takes tokens; empty where Redis doesn't answer within {@code nanos}. */
    Optional<Grant> take(String key, Terms terms, int wanted, long nanos) {
        try {
            return Optional.of(ask(key, terms, wanted).get(nanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Takes tokens, some time soon; fails where Redis does. */
    CompletableFuture<Grant> ask(String key, Terms terms, int wanted) {
        long began = System.nanoTime();
        CompletableFuture<Grant> asked;
        try {
            asked = sent(key, terms, wanted).thenApply(SharedBuckets::grant);
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        return asked.orTimeout(patienceNanos(), TimeUnit.NANOSECONDS)
                .whenComplete(
                        (_, failure) -> {
                            if (failure == null) {
                                circuit.succeeded(System.nanoTime() - began);
                            } else {
                                circuit.failed();
                            }
                        });
    }

    private CompletableFuture<List<Long>> sent(String key, Terms terms, int wanted) {
        List<Object> arguments = new ArrayList<>(1 + 2 * terms.windows());
        arguments.add(Integer.toString(wanted));
        for (int i = 0; i < terms.windows(); i++) {
            arguments.add(Long.toString(terms.interval(i) / 1000));
            arguments.add(Integer.toString(terms.permits(i)));
        }
        return redis.client()
                .getScript(StringCodec.INSTANCE)
                .<List<Long>>evalAsync(
                        RScript.Mode.READ_WRITE,
                        TAKE,
                        RScript.ReturnType.LIST,
                        List.of(NAMESPACE + key),
                        arguments.toArray())
                .toCompletableFuture();
    }

    private static Grant grant(List<Long> answer) {
        return new Grant(
                Math.toIntExact(answer.getFirst()),
                answer.stream().skip(1).map(TimeUnit.MICROSECONDS::toNanos).toList());
    }

    private void watch() {
        Terms probe = new Terms("probe", Quota.parse("1/1s"));
        while (!closed) {
            try {
                redis.open();
                ask("probe", probe, 0).get(patienceNanos(), TimeUnit.NANOSECONDS);
                circuit.reset();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | ExecutionException | TimeoutException e) {
                circuit.trip();
            }
            LockSupport.parkNanos(this, BEAT_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        circuit.trip();
        watch.interrupt();
    }
}
