package dev.stoa.platform.internal.cache;

import dev.stoa.platform.internal.redis.Circuit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that connects to Redis, sends what the outbox holds, and once a second a pulse:
 * whoever finds Redis away leaves it to this thread to find it back.
 */
final class Watch implements AutoCloseable {
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BATCH = 500;
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    private final RedisLink link;
    private final Channel channel;
    private final Circuit circuit;
    private final Outbox outbox;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long nextBeat = System.nanoTime();
    private long pulses;
    private boolean wasWell = true;
    private boolean isSending;

    Watch(RedisLink link, Channel channel, Circuit circuit, Outbox outbox) {
        this.link = link;
        this.channel = channel;
        this.circuit = circuit;
        this.outbox = outbox;
        this.thread = Thread.ofPlatform().daemon().name("stoa-redis-watch").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Has the outbox sent now. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** The subscription began or ended: what was said meanwhile is lost. */
    private void gap() {
        channel.interrupt();
        nextBeat = System.nanoTime();
        wake();
    }

    private void run() {
        while (!closed) {
            try {
                turn();
                note(true);
            } catch (RuntimeException e) {
                isSending = false;
                circuit.trip();
                note(false);
            }
            rest();
        }
    }

    private void turn() {
        boolean isBeat = System.nanoTime() - nextBeat >= 0;
        if (isBeat) {
            nextBeat = System.nanoTime() + BEAT_NANOS;
            // One may be late, in a pause of this process say; two are lost.
            if (channel.lastPulse() < pulses - 1) {
                channel.interrupt();
            }
            link.open(channel::receive, this::gap);
            isSending = true;
        }
        while (isSending && !outbox.isEmpty()) {
            send();
        }
        if (isBeat) {
            beat();
        }
    }

    private void send() {
        List<Outbox.Waiting> batch = outbox.batch(BATCH);
        List<String> messages =
                batch.stream().map(one -> channel.message(one.announcement())).toList();
        long generation = link.publish(channel.known(), messages);
        for (Outbox.Waiting one : batch) {
            channel.confirm(one.announcement(), generation);
        }
        outbox.confirm(batch);
    }

    private void beat() {
        pulses++;
        Announcement pulse = new Announcement(Announcement.PULSE, Long.toString(pulses));
        link.pulse(channel.known(), channel.message(pulse));
        circuit.reset();
    }

    private void rest() {
        while (!closed && (outbox.isEmpty() || !isSending)) {
            long left = nextBeat - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }

    private void note(boolean isWell) {
        if (isWell != wasWell) {
            wasWell = isWell;
            LOG.log(
                    System.Logger.Level.WARNING,
                    isWell ? "Redis answers again" : "Redis can't be reached, going on without");
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
