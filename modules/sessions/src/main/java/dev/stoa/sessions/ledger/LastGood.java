package dev.stoa.sessions.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stoa.sessions.ledger.BalanceSource.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last good reading of each address, for while its source fails; of bounded number and age. */
final class LastGood {
    private static final int MOST = 10_000;

    private final Cache<String, Reading> readings;

    LastGood(Duration age) {
        this.readings = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(age).build();
    }

    void keep(List<Reading> good) {
        good.forEach(reading -> readings.put(reading.address(), reading));
    }

    /** Readings of all {@code addresses}, marked as stale; empty if one of them has none. */
    Optional<List<Reading>> of(List<String> addresses) {
        Map<String, Reading> known = readings.getAllPresent(addresses);
        return known.size() == addresses.size()
                ? Optional.of(known.values().stream().map(Reading::outdated).toList())
                : Optional.empty();
    }
}
