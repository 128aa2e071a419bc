package dev.stoa.forum.tag;

import dev.stoa.forum.tag.TagStore.TagCard;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tags: a snapshot for filters, and pages of them. */
public final class Tags {
    public static final CacheSpec CACHE =
            CacheSpec.of("tags-popular", "3600s", 1000, "pages of tags");

    private final TagStore store;
    private final Cursors cursors;
    private final Cache cache;
    private volatile Map<String, TagRef> bySlug = Map.of();

    public Tags(Platform platform) {
        this.store = new TagStore(platform.database());
        this.cursors = platform.cursors();
        this.cache = platform.cache(CACHE);
    }

    /** Looks at all tags again; one statement. */
    public void refresh() {
        bySlug =
                store.known().stream()
                        .collect(Collectors.toUnmodifiableMap(TagRef::slug, tag -> tag));
    }

    /** Those of {@code ids} that were seen. */
    public List<TagRef> known(Collection<Long> ids) {
        Set<Long> wanted = Set.copyOf(ids);
        return wanted.isEmpty()
                ? List.of()
                : bySlug.values().stream().filter(tag -> wanted.contains(tag.id())).toList();
    }

    /** The tag with that slug as last seen; one statement where it was not seen. */
    public Optional<TagRef> known(String slug) {
        TagRef tag = bySlug.get(slug);
        if (tag != null) {
            return Optional.of(tag);
        }
        return store.bySlug(slug).map(card -> new TagRef(card.id(), card.slug(), card.useCount()));
    }

    Cached find(String slug) {
        return cache.get(
                "tag:" + slug,
                () -> {
                    Optional<TagCard> tag = store.bySlug(slug);
                    if (tag.isEmpty()) {
                        return Loaded.missing("There is no such tag.", new Tag("tag", slug));
                    }
                    return Loaded.of(
                            Json.body(json -> TagBodies.tag(json, tag.get())),
                            List.of(new Tag("tag", slug)));
                });
    }

    Cached page(boolean byName, @Nullable String query, Paging paging) {
        String scope = "tags:" + byName + ':' + (query == null ? "" : query);
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        return cache.get(
                "tags:popular:"
                        + paging.limit()
                        + ':'
                        + (paging.before() ? "before " : "")
                        + paging.cursorText()
                        + ':'
                        + scope,
                () -> load(byName, query, paging, cursor, scope));
    }

    private Loaded load(
            boolean byName,
            @Nullable String query,
            Paging paging,
            Optional<Cursor> cursor,
            String scope) {
        String pattern = query == null ? null : '%' + escaped(query.toLowerCase(Locale.ROOT)) + '%';
        List<TagCard> rows =
                byName
                        ? store.byName(cursor, pattern, paging.limit())
                        : store.popular(cursor, pattern, paging.limit());
        return Loaded.list(
                Page.of(
                                rows,
                                paging,
                                tag -> cursors.write(Cursor.after(tag.useCount(), tag.id()), scope))
                        .body(TagBodies::tag),
                Set.of(),
                Set.of(new Tag("list", "tags")));
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
