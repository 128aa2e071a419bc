package dev.stoa.maintenance.cache;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.cache.CacheStats;
import dev.stoa.platform.cache.Caches;
import dev.stoa.platform.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Forgets what is cached: all, some caches, or the keys that a pattern is found in. On this node
 * the pattern is tried on the keys there are; other nodes and Redis, whose keys nobody lists,
 * forget the whole of the caches concerned.
 */
final class Clearing {
    /** Looks at characters that a pattern may take over all keys: about a tenth of a second. */
    private static final long MOST_LOOKS = 20_000_000;

    private final Caches caches;

    Clearing(Caches caches) {
        this.caches = caches;
    }

    /**
     * Does it.
     *
     * @return entries removed from this node's memory
     * @throws Failure.Invalid for a pattern that is none or takes too long, and for a cache that is
     *     not there; nothing is forgotten then
     */
    long clear(Fields fields) {
        List<String> names = known(fields.all("caches"));
        String pattern = fields.textOrNull("pattern");
        if (pattern == null && names.isEmpty()) {
            long entries = caches.stats().stream().mapToLong(CacheStats::entries).sum();
            caches.clear();
            return entries;
        }
        Predicate<String> test = pattern == null ? _ -> true : bounded(compiled(pattern));
        try {
            return caches.clear(test, names);
        } catch (BoundedText.TooCostly | StackOverflowError _) {
            throw wrong(
                    "/pattern", "too-costly", "It goes back and forth too often; say it simpler.");
        }
    }

    /** The caches that are named, each of those of a group. */
    private List<String> known(List<String> names) {
        List<String> known = caches.stats().stream().map(CacheStats::name).toList();
        Map<String, List<String>> groups = caches.groups();
        List<String> meant = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (groups.containsKey(name)) {
                meant.addAll(groups.getOrDefault(name, List.of()));
            } else if (known.contains(name)) {
                meant.add(name);
            } else {
                throw wrong(
                        "/caches/" + i,
                        "unknown",
                        "There is no such cache: GET /api/ops/caches lists them; "
                                + String.join(", ", groups.keySet().stream().sorted().toList())
                                + " stands for all that belong to it.");
            }
        }
        return meant;
    }

    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw wrong(
                    "/pattern",
                    "malformed",
                    "It is no regular expression: " + e.getDescription() + ".");
        } catch (StackOverflowError _) {
            throw wrong("/pattern", "malformed", "It is nested too deep.");
        }
    }

    private static Predicate<String> bounded(Pattern pattern) {
        AtomicLong looks = new AtomicLong(MOST_LOOKS);
        return key -> pattern.matcher(new BoundedText(key, looks)).find();
    }

    private static Failure wrong(String pointer, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD,
                pointer + ": " + detail,
                new Failure.FieldError(pointer, code, detail));
    }
}
