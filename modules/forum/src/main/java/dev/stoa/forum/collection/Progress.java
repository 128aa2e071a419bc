package dev.stoa.forum.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.collection.CollectionWrites.Locked;
import dev.stoa.forum.collection.ProgressStore.Done;
import dev.stoa.forum.collection.ProgressStore.DoneOf;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What members have done of collections: each their own. */
final class Progress {
    /** Items of one request. */
    static final int MOST = 200;

    private final Forum forum;
    private final ProgressStore store;
    private final Cache cache;

    Progress(Forum forum) {
        this.forum = forum;
        this.store = new ProgressStore(forum.platform().database());
        this.cache = forum.platform().cache(CollectionCaches.PROGRESS);
    }

    /**
     * Marks items as done, or as not done; again, and nothing changes.
     *
     * @throws dev.stoa.platform.Failure.NotFound where the viewer may not know of the collection
     * @throws dev.stoa.platform.Failure.Invalid where an item is not there
     */
    Body put(Viewer.Member viewer, long collection, List<Long> items, boolean isDone) {
        long member = viewer.id().value();
        return forum.platform()
                .database()
                .transaction(
                        in -> {
                            Locked held =
                                    ProgressStore.hold(in, collection)
                                            .filter(
                                                    each ->
                                                            each.isPublished()
                                                                    || CollectionRef.isTheirs(
                                                                            viewer, each.owner()))
                                            .orElseThrow(
                                                    () -> CollectionProblems.missing(collection));
                            Set<Long> known = ItemWrites.known(in, collection, items);
                            if (known.size() < items.size()) {
                                throw Items.missing(items, known::contains, "/itemIds/%d");
                            }
                            int done = ProgressStore.put(in, collection, member, items, isDone);
                            forum.changes().publish(in, new Change.StatesMoved(member));
                            return body(collection, done, held.itemCount());
                        });
    }

    private static Body body(long collection, int done, int total) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    Json.id(json, "collectionId", collection);
                    json.writeNumberField("done", done);
                    json.writeNumberField("total", total);
                    json.writeEndObject();
                });
    }

    /** The viewer's part of a collection. */
    Body ofOne(Viewer.Member viewer, long collection) {
        long member = viewer.id().value();
        return cache.get(
                        "progress:" + member + ':' + collection,
                        () -> {
                            Optional<Done> done = store.ofOne(member, collection);
                            return Loaded.of(
                                    Json.body(json -> ofOne(json, done)), tags(member, collection));
                        })
                .body();
    }

    private static void ofOne(JsonGenerator json, Optional<Done> done) throws IOException {
        json.writeStartObject();
        json.writeNumberField("done", done.map(Done::count).orElse(0));
        Json.instant(json, "updatedAt", done.map(Done::updatedAt).orElse(null));
        json.writeEndObject();
    }

    /** The viewer's part of a page of items. */
    Body ofItems(Viewer.Member viewer, ItemPages.Part part) {
        long member = viewer.id().value();
        return cache.get(
                        "progress:" + member + ":items:" + part,
                        () -> {
                            List<Long> done = store.done(member, part);
                            return Loaded.of(
                                    Json.body(json -> ofItems(json, done)),
                                    tags(member, part.collection()));
                        })
                .body();
    }

    private static void ofItems(JsonGenerator json, List<Long> done) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("doneItemIds");
        for (Long id : done) {
            json.writeString(id.toString());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static List<Tag> tags(long member, long collection) {
        return List.of(Tag.of("viewer", member), Tag.of("collection", collection));
    }

    /** What the viewer has begun, the last done first. */
    Cached mine(Viewer.Member viewer, Paging paging) {
        long member = viewer.id().value();
        String scope = "progress:" + member;
        Optional<Cursor> cursor = paging.cursor(forum.platform().cursors(), scope);
        return cache.get(
                scope + ":mine:" + paging.limit() + ':' + paging.cursorText(),
                () -> {
                    Object at =
                            cursor.<Object>map(c -> CollectionLists.instant(c.tuple().part(0)))
                                    .orElse("infinity");
                    long id = cursor.map(c -> c.tuple().part(1)).orElse(Long.MAX_VALUE);
                    List<DoneOf> rows = store.recent(member, at, id, paging.limit());
                    return page(member, rows, paging.limit(), scope);
                });
    }

    private Loaded page(long member, List<DoneOf> rows, int limit, String scope) {
        List<DoneOf> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next =
                rows.size() > limit
                        ? forum.platform()
                                .cursors()
                                .write(
                                        Cursor.after(
                                                shown.getLast().micros(), shown.getLast().id()),
                                        scope)
                        : null;
        return Loaded.list(
                new Page<>(shown, next, null).body(Progress::write),
                Set.of(Tag.of("viewer", member)),
                shown.stream()
                        .map(row -> Tag.of("collection", row.id()))
                        .collect(Collectors.toSet()));
    }

    private static void write(JsonGenerator json, DoneOf row) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("collection");
        Json.id(json, "id", row.id());
        json.writeStringField("title", row.title());
        json.writeNumberField("version", row.version());
        json.writeEndObject();
        json.writeNumberField("done", row.done().count());
        json.writeNumberField("total", row.itemCount());
        Json.instant(json, "updatedAt", row.done().updatedAt());
        json.writeEndObject();
    }
}
