package dev.stoa.telemetry.demo;

import dev.stoa.platform.sql.CopyRows;
import dev.stoa.telemetry.event.EventKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The rows of events, in the order of time: of clients that come and go, a few types far more than
 * others.
 */
final class DemoEvent {
    /** How far back they go. */
    static final Duration AGE = Duration.ofDays(60);

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final String[] TYPES = {
        "page.view", "thread.open", "search.run", "vote.cast", "post.write", "session.start",
        "session.end", "error.shown", "image.load", "link.copy", "theme.change", "sign.in"
    };
    private static final String[] PLATFORMS = {"web", "android", "ios", "desktop", "other"};

    private final int count;
    private final List<String> addresses;
    private final long start;
    private final long nanosApart;
    private final long seed;

    /**
     * @param addresses of members, the most eager first
     */
    DemoEvent(int count, List<String> addresses, Instant now, long seed) {
        this.count = count;
        this.addresses = addresses;
        this.seed = seed;
        Instant begin = now.minus(AGE);
        this.start = EventKey.micros(begin);
        this.nanosApart = AGE.toNanos() / count;
    }

    /** The columns of the {@code number}th event. */
    void write(int number, CopyRows row) {
        SplittableRandom random = random(number);
        long micros = start + number * nanosApart / 1000 + random.nextLong(nanosApart / 1000);
        int client = (int) (random.nextDouble() * random.nextDouble() * count / 40);
        row.text(new UUID(random.nextLong(), random.nextLong()).toString())
                .instant(EventKey.instant(micros))
                .instant(EventKey.instant(micros + random.nextLong(5_000_000)))
                .text(TYPES[zipf(random, TYPES.length)])
                .text("c" + client + "-" + number * 24L / count)
                .text(address(client))
                .text(props(random, client));
    }

    private SplittableRandom random(long number) {
        long z = seed ^ (number * SPREAD);
        // Seeds in a row would give the same numbers, shifted by one.
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return new SplittableRandom(z ^ (z >>> 33));
    }

    private static int zipf(SplittableRandom random, int n) {
        return Math.min(n - 1, (int) Math.pow(n + 1.0, random.nextDouble()) - 1);
    }

    private @org.jspecify.annotations.Nullable String address(int client) {
        return addresses.isEmpty() || client % 5 > 1
                ? null
                : addresses.get(client / 5 % addresses.size());
    }

    private static String props(SplittableRandom random, int client) {
        return "{\"platform\":\"%s\",\"page\":\"/t/%d\",\"ms\":%d}"
                .formatted(
                        PLATFORMS[client % 7 % PLATFORMS.length],
                        zipf(random, 2000),
                        20 + (int) (Math.pow(random.nextDouble(), 6) * 3000));
    }
}
