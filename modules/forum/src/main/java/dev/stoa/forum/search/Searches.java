package dev.stoa.forum.search;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.member.MemberSearch;
import dev.stoa.forum.search.SearchFilter.Drive;
import dev.stoa.forum.search.SearchQuery.Sought;
import dev.stoa.forum.search.SearchStore.Start;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.tag.TagSearch;
import dev.stoa.forum.thread.ThreadCards;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The search, cached as finished pages. */
final class Searches {
    static final CacheSpec CACHE = CacheSpec.of("search", "300s", 5000, "pages of the search");

    /** Fewer threads than these are joined by what is only alike; posts if there are none. */
    private static final int FEW = 3;

    private static final String HINT =
            "Nothing fits. All words must be there, but words as common as 'the' are not looked for."
                    + " Put a phrase in \"quotes\", write or between two words for either of them,"
                    + " and -word to leave out what has that word.";

    private final SearchStore store;
    private final MemberSearch members;
    private final TagSearch tags;
    private final ThreadCards cards;
    private final Structures structures;
    private final Cursors cursors;
    private final Cache cache;

    Searches(Forum forum, ThreadCards cards) {
        Platform platform = forum.platform();
        this.store = new SearchStore(platform.database());
        this.members = new MemberSearch(platform.database());
        this.tags = new TagSearch(platform.database());
        this.cards = cards;
        this.structures = forum.structures();
        this.cursors = platform.cursors();
        this.cache = platform.cache(CACHE);
    }

    /** The page that {@code query} asks for; at most three statements, none from the cache. */
    Cached page(SearchQuery query) {
        // Read before the cache: a forged or stale cursor must not be answered from it.
        Optional<Cursor> cursor = query.paging().cursor(cursors, query.scope());
        return cache.get(query.cacheKey(), () -> load(query, cursor));
    }

    private Loaded load(SearchQuery query, Optional<Cursor> cursor) {
        return switch (query.type()) {
            case THREADS, POSTS -> threads(query, cursor);
            case MEMBERS -> members(query, cursor);
            case TAGS -> tags(query, cursor);
        };
    }

    private Loaded threads(SearchQuery query, Optional<Cursor> cursor) {
        int limit = query.paging().limit();
        List<HitRow> rows = found(query, cursor);
        List<HitRow> shown = new ArrayList<>(rows.subList(0, Math.min(limit, rows.size())));
        if (isTooLittle(query, rows)) {
            for (HitRow alike : store.alike(query, shown.stream().map(HitRow::thread).toList())) {
                if (shown.size() < limit) {
                    shown.add(alike);
                }
            }
        }
        Map<Long, ThreadCards.Card> written =
                cards.of(shown.stream().map(HitRow::thread).distinct().toList());
        String type = query.type() == Sought.THREADS ? "thread" : "post";
        List<Hit> hits = new ArrayList<>();
        Set<Tag> changes = new HashSet<>();
        for (HitRow row : shown) {
            ThreadCards.Card card = written.get(row.thread());
            changes.add(Tag.of("thread", row.thread()));
            // A thread removed between the two statements has no card any more.
            if (card != null) {
                hits.add(Hit.of(type, row, card));
            }
        }
        return page(query, hits, rows.size() > limit, changes);
    }

    /** Who says exactly what they look for gets nothing else. */
    private static boolean isTooLittle(SearchQuery query, List<HitRow> rows) {
        int enough = query.type() == Sought.THREADS ? FEW : 1;
        return rows.size() < enough && isFirst(query.paging()) && !query.isExact();
    }

    private List<HitRow> found(SearchQuery query, Optional<Cursor> cursor) {
        StructureTree tree = structures.tree();
        String forum = query.filter().forum();
        Drive drive =
                query.filter()
                        .drive(
                                tree.threadCount(null),
                                tree.threadCount(forum.equals("all") ? null : Long.valueOf(forum)));
        Start start =
                cursor.map(
                                at ->
                                        new Start(
                                                Double.longBitsToDouble(at.tuple().part(0)),
                                                at.tuple().part(1),
                                                0))
                        .orElse(Start.first(query.paging().offset()));
        return query.type() == Sought.THREADS
                ? store.threads(query, drive, start)
                : store.posts(query, drive, start);
    }

    private static boolean isFirst(Paging paging) {
        return paging.cursorText() == null && paging.page() == 1;
    }

    private Loaded members(SearchQuery query, Optional<Cursor> cursor) {
        int limit = query.paging().limit();
        List<MemberSearch.Found> found = members.find(query.text(), cursor, limit);
        List<Hit> hits = found.stream().limit(limit).map(hit -> Hit.of(hit, words(query))).toList();
        return page(query, hits, found.size() > limit, Set.of(new Tag("list", "members")));
    }

    private Loaded tags(SearchQuery query, Optional<Cursor> cursor) {
        int limit = query.paging().limit();
        List<TagSearch.Found> found = tags.find(query.text(), alike(cursor), after(cursor), limit);
        List<Hit> hits = found.stream().limit(limit).map(hit -> Hit.of(hit, words(query))).toList();
        return page(query, hits, found.size() > limit, Set.of(new Tag("list", "tags")));
    }

    /** Nothing is more alike than 1, so 2 stands in front of all. */
    private static double alike(Optional<Cursor> cursor) {
        return cursor.map(at -> Double.longBitsToDouble(at.tuple().part(0))).orElse(2.0);
    }

    private static long after(Optional<Cursor> cursor) {
        return cursor.map(at -> at.tuple().part(1)).orElse(0L);
    }

    private static List<String> words(SearchQuery query) {
        return List.of(query.text().split(" ", -1));
    }

    private Loaded page(SearchQuery query, List<Hit> hits, boolean more, Set<Tag> changes) {
        String next =
                more && !hits.isEmpty()
                        ? cursors.write(
                                Cursor.after(
                                        Double.doubleToLongBits(hits.getLast().score()),
                                        hits.getLast().place()),
                                query.scope())
                        : null;
        return Loaded.list(
                new Page<>(hits, next, null)
                        .marked(
                                (json, marker, hit) -> hit.write(json, marker),
                                json -> {
                                    if (hits.isEmpty() && isFirst(query.paging())) {
                                        json.writeStringField("hint", HINT);
                                    }
                                }),
                Set.of(),
                changes);
    }
}
