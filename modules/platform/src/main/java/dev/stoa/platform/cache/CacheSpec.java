package dev.stoa.platform.cache;

import dev.stoa.platform.config.Setting;
import java.time.Duration;
import java.util.List;

/**
 * A cache a feature wants, with its settings {@code cache.<name>.ttl} and {@code
 * cache.<name>.max-entries}.
 *
 * @param name dashed; label of its metrics
 * @param group that it is cleared with under one name; empty for none
 * @param ttl how long an entry is served without a look at the source
 * @param maxEntries in memory, at most
 */
public record CacheSpec(
        String name, String group, Setting<Duration> ttl, Setting<Integer> maxEntries) {
    public static CacheSpec of(String name, String ttl, int maxEntries, String what) {
        return new CacheSpec(
                name,
                "",
                Setting.duration(
                        "cache." + name + ".ttl",
                        ttl,
                        "How long " + what + " are served without a look."),
                Setting.number(
                        "cache." + name + ".max-entries",
                        1,
                        10_000_000,
                        maxEntries,
                        "Most " + what + " in memory."));
    }

    /** The same, cleared with others under the name {@code others}, too. */
    public CacheSpec in(String others) {
        return new CacheSpec(name, others, ttl, maxEntries);
    }

    /** Its settings, to be declared. */
    public List<Setting<?>> settings() {
        return List.of(ttl, maxEntries);
    }
}
