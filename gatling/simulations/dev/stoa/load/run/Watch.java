package dev.stoa.load.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at a node every so many seconds while it is under load: what it takes and what waits. */
final class Watch implements AutoCloseable {
    private static final String ACQUIRED = "hikaricp_connections_acquire_seconds";
    private static final double MIB = 1024 * 1024;

    private final Node node;
    private final Collecting collecting;
    private final Scrape first;
    private final long began = System.nanoTime();
    private final List<Moment> moments = new ArrayList<>();
    private final Thread thread;

    /** Whether garbage is collected before the heap is read. */
    enum Collecting {
        LIVE_HEAP,
        NOTHING
    }

    /**
     * What was seen.
     *
     * @param at seconds since the watch began
     * @param heap MiB in use
     * @param resident MiB
     * @param poolUse of the pool's connections, from 0 to 1
     */
    record Moment(
            double at, double heap, double resident, long threads, long files, double poolUse) {}

    private Watch(Node node, Collecting collecting, int seconds)
            throws IOException, InterruptedException {
        this.node = node;
        this.collecting = collecting;
        this.first = node.scrape();
        this.thread = Thread.ofPlatform().daemon().start(() -> look(seconds));
    }

    static Watch over(Node node, Collecting collecting, int seconds)
            throws IOException, InterruptedException {
        return new Watch(node, collecting, seconds);
    }

    private void look(int seconds) {
        try {
            while (true) {
                Thread.sleep(seconds * 1000L);
                if (collecting == Collecting.LIVE_HEAP) {
                    node.collectGarbage();
                }
                Scrape now = node.scrape();
                synchronized (moments) {
                    moments.add(
                            new Moment(
                                    (System.nanoTime() - began) / 1e9,
                                    now.sum("jvm_memory_used_bytes", "area=\"heap\"") / MIB,
                                    node.resident(),
                                    node.threads(),
                                    node.openFiles(),
                                    now.sum("hikaricp_connections_active")
                                            / now.sum("hikaricp_connections_max")));
                }
            }
        } catch (IOException e) {
            System.err.println("the watch ends: " + e);
        } catch (InterruptedException _) {
            // closed
        }
    }

    List<Moment> moments() {
        synchronized (moments) {
            return List.copyOf(moments);
        }
    }

    /** A few lines on all of it. */
    String told() throws IOException, InterruptedException {
        Scrape last = node.scrape();
        List<Moment> all = moments();
        String requests = "stoa_cache_requests_total";
        String local = "tier=\"local\"";
        double hits =
                more(last, requests, local, "result=\"hit\"")
                        + more(last, requests, local, "result=\"stale\"");
        double asked = hits + more(last, requests, local, "result=\"miss\"");
        double utilised =
                more(last, "hikaricp_connections_usage_seconds_sum")
                        / ((System.nanoTime() - began) / 1e9)
                        / last.sum("hikaricp_connections_max");
        return String.format(
                Locale.ROOT,
                "pool wait p95 <= %.1f ms, p99 <= %.1f ms; pool used %.0f %% on average; caches"
                        + " %.1f %% of %.0f;%nresident at most %.0f MiB, heap %.0f MiB at the end,"
                        + " threads %d, files %d",
                1000 * last.quantile(ACQUIRED, 0.95, first),
                1000 * last.quantile(ACQUIRED, 0.99, first),
                100 * utilised,
                100 * hits / asked,
                asked,
                all.stream().mapToDouble(Moment::resident).max().orElse(node.resident()),
                last.sum("jvm_memory_used_bytes", "area=\"heap\"") / MIB,
                node.threads(),
                node.openFiles());
    }

    private double more(Scrape last, String name, String... words) {
        return last.sum(name, words) - first.sum(name, words);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
