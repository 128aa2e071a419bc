package dev.stoa.forum.thread;

import dev.stoa.forum.member.Members;
import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.thread.ThreadFilter.Bound;
import dev.stoa.forum.thread.ThreadFilter.Reach;
import dev.stoa.forum.thread.ThreadListSql.Order;
import dev.stoa.forum.thread.ThreadListSql.Place;
import dev.stoa.forum.thread.ThreadStore.Slice;
import dev.stoa.forum.thread.ThreadStore.Start;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists of threads, cached as finished pages. */
final class Threads {
    private static final System.Logger LOG = System.getLogger("dev.stoa.forum.ThreadService");

    private final ThreadStore store;
    private final Structures structures;
    private final Ranking ranking;
    private final Cursors cursors;
    private final Members members;
    private final InstantSource clock;
    private final Map<Tab, Cache> caches = new EnumMap<>(Tab.class);

    Threads(Platform platform, Structures structures, Ranking ranking, Members members) {
        this.store = new ThreadStore(platform.database());
        this.structures = structures;
        this.ranking = ranking;
        this.cursors = platform.cursors();
        this.members = members;
        this.clock = platform.clock();
        for (Tab tab : List.of(Tab.TRENDING, Tab.RECENT, Tab.NEW, Tab.TOP)) {
            caches.put(tab, platform.cache(ThreadCaches.of(tab)));
        }
    }

    /** The page that {@code query} asks for; at most two statements, none from the cache. */
    Cached page(ThreadQuery query) {
        return page(query, loaded -> loaded);
    }

    /**
     * A page of one member's threads, the query's author; missing where there is no such member.
     */
    Cached ofMember(ThreadQuery query, long member) {
        return page(query, loaded -> members.orMissing(member, loaded));
    }

    private Cached page(ThreadQuery query, UnaryOperator<Loaded> judged) {
        Cache cache = caches.get(query.tab());
        if (cache == null) {
            throw new IllegalArgumentException("tab " + query.tab());
        }
        // Read before the cache: a forged or stale cursor must not be answered from it.
        Optional<Cursor> cursor = query.paging().cursor(cursors, query.scope());
        String key = query.cacheKey();
        Cached cached = cache.get(key, () -> judged.apply(load(query, cursor)));
        LOG.log(
                System.Logger.Level.DEBUG,
                () ->
                        "ThreadService: Cache "
                                + cached.outcome().name().toLowerCase(java.util.Locale.ROOT)
                                + " for tab content ("
                                + key
                                + ")");
        return cached;
    }

    private Loaded load(ThreadQuery query, Optional<Cursor> cursor) {
        long started = System.nanoTime();
        RankEpoch epoch = epoch(cursor, query);
        Start start = start(query, cursor, epoch);
        int limit = query.paging().limit();
        List<ThreadRow> rows = rows(query, start, epoch);
        boolean more = rows.size() > limit;
        List<ThreadRow> shown = new ArrayList<>(rows.subList(0, Math.min(limit, rows.size())));
        if (start.way() == Place.BEFORE) {
            java.util.Collections.reverse(shown);
        }
        Page<ThreadRow> page = page(query, start, shown, more, epoch);
        boolean changed = query.isRanked() && cursor.isPresent() && !isWithin(epoch, cursor.get());
        Long total = total(query);
        StructureTree tree = structures.tree();
        Body body =
                page.marked(
                        (json, marker, thread) -> ThreadBodies.item(json, marker, thread, tree),
                        json -> {
                            if (changed) {
                                json.writeBooleanField("snapshotChanged", true);
                            }
                            if (total != null) {
                                json.writeNumberField("total", total);
                            }
                        });
        logged(query, shown.size(), started);
        return Loaded.list(body, Set.of(), tags(query, shown));
    }

    private RankEpoch epoch(Optional<Cursor> cursor, ThreadQuery query) {
        if (!query.isRanked() || cursor.isEmpty()) {
            return ranking.current();
        }
        return ranking.kept(cursor.get().tuple().part(0)).orElse(ranking.current());
    }

    private Start start(ThreadQuery query, Optional<Cursor> cursor, RankEpoch epoch) {
        Paging paging = query.paging();
        if (cursor.isEmpty()) {
            if (paging.page() > 1) {
                return Start.page(paging.offset());
            }
            return query.isRanked() ? Start.FIRST_RANKED : Start.FIRST_TIMED;
        }
        Place way = paging.before() ? Place.BEFORE : Place.AFTER;
        Cursor.Tuple tuple = cursor.get().tuple();
        if (!query.isRanked()) {
            return new Start(way, tuple.part(0), tuple.part(1), 0, 0);
        }
        // From a snapshot that is gone, a list goes on behind the same score in the current one,
        // and backwards it begins anew.
        boolean within = isWithin(epoch, cursor.get());
        if (!within && way == Place.BEFORE) {
            return Start.FIRST_RANKED;
        }
        return new Start(
                within ? way : Place.RESUME,
                tuple.part(1),
                tuple.part(3),
                Double.longBitsToDouble(tuple.part(2)),
                0);
    }

    private static boolean isWithin(RankEpoch epoch, Cursor cursor) {
        return cursor.tuple().part(0) == epoch.epoch();
    }

    private List<ThreadRow> rows(ThreadQuery query, Start start, RankEpoch epoch) {
        Instant asOf = epoch.equals(RankEpoch.NONE) ? clock.instant() : epoch.at();
        int limit = query.paging().limit();
        int looked = start.way() == Place.PAGE ? ThreadListSql.DEEPEST : limit + 1;
        Slice slice = new Slice(query.filter(), query.filter().drive(reach(query), looked), limit);
        if (query.isRanked()) {
            return store.ranked(query.rankList(), epoch.epoch(), slice, start, asOf);
        }
        return store.timed(query.tab() == Tab.NEW ? Order.NEW : Order.RECENT, slice, start, asOf);
    }

    private Reach reach(ThreadQuery query) {
        StructureTree tree = structures.tree();
        return new Reach(
                tree.threadCount(null, query.audience()),
                tree.threadCount(forum(query), query.audience()));
    }

    private Page<ThreadRow> page(
            ThreadQuery query, Start start, List<ThreadRow> shown, boolean more, RankEpoch epoch) {
        if (shown.isEmpty()) {
            return new Page<>(shown, null, null);
        }
        boolean back = start.way() == Place.BEFORE;
        boolean first = start.equals(Start.FIRST_RANKED) || start.equals(Start.FIRST_TIMED);
        String next = more || back ? cursor(query, shown.getLast(), epoch) : null;
        String prev = (back ? more : !first) ? cursor(query, shown.getFirst(), epoch) : null;
        return new Page<>(shown, next, prev);
    }

    private String cursor(ThreadQuery query, ThreadRow row, RankEpoch epoch) {
        Cursor cursor =
                query.isRanked()
                        ? Cursor.after(
                                epoch.epoch(),
                                row.sortKey(),
                                Double.doubleToLongBits(row.score()),
                                row.id())
                        : Cursor.after(row.sortKey(), row.id());
        return cursors.write(cursor, query.scope());
    }

    private @Nullable Long total(ThreadQuery query) {
        if (query.count().equals("none")) {
            return null;
        }
        return query.count().equals("estimate") && isCounted(query.filter())
                ? structures.tree().threadCount(forum(query), query.audience())
                : (Long)
                        store.count(
                                query.filter(),
                                query.filter().drive(reach(query), ThreadListSql.MOST_COUNTED));
    }

    /** Whether the structures' own counters answer how many there are. */
    private static boolean isCounted(ThreadFilter filter) {
        return filter.kind() == null
                && filter.tags().isEmpty()
                && filter.authorId() == null
                && filter.gameId() == null
                && filter.broadcasterId() == null;
    }

    private static @Nullable Long forum(ThreadQuery query) {
        return query.forum().equals("all") ? null : Long.valueOf(query.forum());
    }

    private static Set<Tag> tags(ThreadQuery query, List<ThreadRow> rows) {
        Set<Tag> tags = new HashSet<>();
        tags.add(new Tag("list", query.tab().word()));
        List<Long> structures = query.filter().structures();
        if (structures != null && query.filter().bound() == Bound.ASKED) {
            structures.forEach(id -> tags.add(Tag.of("structure", id)));
        }
        query.filter().tags().forEach(tag -> tags.add(new Tag("tag", tag.slug())));
        Long author = query.filter().authorId();
        if (author != null) {
            tags.add(Tag.of("author", author));
        }
        rows.forEach(row -> tags.add(Tag.of("card", row.id())));
        return tags;
    }

    private void logged(ThreadQuery query, int found, long started) {
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> {
                    String pages = "?";
                    if (isCounted(query.filter())) {
                        long threads =
                                structures.tree().threadCount(forum(query), query.audience());
                        int limit = query.paging().limit();
                        pages = Long.toString((threads + limit - 1) / limit);
                    }
                    return "ThreadService: Found %d threads (page %d/%s) in %dms"
                            .formatted(
                                    found,
                                    query.paging().page(),
                                    pages,
                                    (System.nanoTime() - started) / 1_000_000);
                });
    }

    /**
     * The threads of {@code ids} that are there for an audience, in the order asked, and which are
     * missing.
     */
    Body batch(List<Long> ids, Audience audience) {
        RankEpoch epoch = ranking.current();
        Instant asOf = epoch.equals(RankEpoch.NONE) ? clock.instant() : epoch.at();
        Map<Long, ThreadRow> found =
                store.byIds(ids, asOf).stream()
                        .filter(row -> !audience.isHidden(row.structureId()))
                        .collect(Collectors.toMap(ThreadRow::id, row -> row));
        StructureTree tree = structures.tree();
        List<ThreadRow> inOrder =
                ids.stream()
                        .filter(found::containsKey)
                        .map(id -> java.util.Objects.requireNonNull(found.get(id)))
                        .toList();
        return new Page<>(inOrder, null, null)
                .marked(
                        (json, marker, thread) -> ThreadBodies.fixed(json, marker, thread, tree),
                        json -> {
                            json.writeArrayFieldStart("missing");
                            for (Long id : ids) {
                                if (!found.containsKey(id)) {
                                    json.writeString(id.toString());
                                }
                            }
                            json.writeEndArray();
                        });
    }
}
