package dev.stoa.load.run;

import dev.stoa.load.run.Watch.Moment;
import java.util.List;
import java.util.Locale;

/**
 * Whether a node stays as it is under a load that goes on, told from the last two thirds of what
 * was seen: the first third fills caches.
 *
 * @param heapSlope MiB of live heap in ten minutes, by least squares
 * @param threadsMore how many more threads the last third had at most than the middle one
 * @param filesMore the same of open files
 */
record Flat(double heapSlope, long threadsMore, long filesMore, int seen) {
    private static final double MOST_HEAP = 1;
    private static final long MOST_MORE = 8;

    static Flat of(List<Moment> all) {
        List<Moment> late = all.subList(all.size() / 3, all.size());
        List<Moment> middle = late.subList(0, late.size() / 2);
        List<Moment> last = late.subList(late.size() / 2, late.size());
        return new Flat(
                600 * slope(late),
                most(last, Kind.THREADS) - most(middle, Kind.THREADS),
                most(last, Kind.FILES) - most(middle, Kind.FILES),
                late.size());
    }

    private enum Kind {
        THREADS,
        FILES
    }

    private static long most(List<Moment> moments, Kind kind) {
        return moments.stream()
                .mapToLong(
                        moment ->
                                switch (kind) {
                                    case THREADS -> moment.threads();
                                    case FILES -> moment.files();
                                })
                .max()
                .orElse(0);
    }

    private static double slope(List<Moment> moments) {
        double at = moments.stream().mapToDouble(Moment::at).average().orElse(0);
        double heap = moments.stream().mapToDouble(Moment::heap).average().orElse(0);
        double both = 0;
        double square = 0;
        for (Moment moment : moments) {
            both += (moment.at() - at) * (moment.heap() - heap);
            square += (moment.at() - at) * (moment.at() - at);
        }
        return square == 0 ? 0 : both / square;
    }

    boolean holds() {
        return heapSlope < MOST_HEAP && threadsMore <= MOST_MORE && filesMore <= MOST_MORE;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "live heap %+.2f MiB in ten minutes (< %.0f), threads %+d, files %+d (<= %d), of %d"
                        + " looks: %s",
                heapSlope,
                MOST_HEAP,
                threadsMore,
                filesMore,
                MOST_MORE,
                seen,
                holds() ? "flat" : "NOT FLAT");
    }
}
