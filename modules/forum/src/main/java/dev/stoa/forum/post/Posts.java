package dev.stoa.forum.post;

import dev.stoa.forum.member.Members;
import dev.stoa.forum.post.PostListSql.Place;
import dev.stoa.forum.post.PostListSql.Scope;
import dev.stoa.forum.post.PostStore.Slice;
import dev.stoa.forum.post.PostStore.Start;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Marker;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of posts, cached as finished pages. */
public final class Posts {
    private final PostStore store;
    private final Cursors cursors;
    private final Members members;
    private final Cache cache;

    public Posts(Platform platform, Members members) {
        this.store = new PostStore(platform.database());
        this.cursors = platform.cursors();
        this.members = members;
        this.cache = platform.cache(PostCaches.POSTS);
    }

    /**
     * What a page is asked by: the slice, the place, and for {@code around} the post number in the
     * middle.
     */
    record Asked(Slice slice, Paging paging, @Nullable Integer around) {
        String scope() {
            return "posts:"
                    + slice.sort().word()
                    + ':'
                    + slice.scope()
                    + ':'
                    + slice.thread()
                    + ':'
                    + slice.parent()
                    + ':'
                    + slice.member()
                    + ':'
                    + slice.depth()
                    + ':'
                    + slice.audience().key();
        }

        String cacheKey() {
            return scope()
                    + ':'
                    + paging.page()
                    + ':'
                    + paging.limit()
                    + ':'
                    + around
                    + ':'
                    + (paging.before() ? "<" : ">")
                    + paging.cursorText();
        }
    }

    Cached page(Asked asked) {
        Optional<Cursor> cursor = asked.paging().cursor(cursors, asked.scope());
        return cache.get(asked.cacheKey(), () -> load(asked, cursor));
    }

    private Loaded load(Asked asked, Optional<Cursor> cursor) {
        Slice slice = asked.slice();
        if (slice.scope() == Scope.MEMBER) {
            Loaded page =
                    Loaded.list(
                            body(asked, cursor),
                            List.of(Tag.of("member", slice.member())),
                            List.of(Tag.of("author", slice.member())));
            return members.orMissing(slice.member(), page);
        }
        long thread = slice.thread();
        // Answers to one post are found by its id alone, so the thread is looked at for them, too.
        if (!store.isThreadShown(thread, slice.audience())) {
            return Loaded.missing("There is no thread " + thread + ".", Tag.of("thread", thread));
        }
        return Loaded.list(
                body(asked, cursor),
                List.of(Tag.of("thread", thread)),
                List.of(Tag.of("card", thread)));
    }

    private Body body(Asked asked, Optional<Cursor> cursor) {
        return page(asked, start(asked, cursor)).marked(PostBodies::post, json -> {});
    }

    /**
     * The first page of a thread's posts, as the field {@code posts} of its own body.
     *
     * @param found what {@link FirstPost#SQL} found, in its order
     */
    public Json.Writer firstPage(
            long thread, Audience audience, Marker marker, List<FirstPost> found) {
        List<FirstPost> shown = found.subList(0, Math.min(FirstPost.PAGE, found.size()));
        String next = found.size() > shown.size() ? next(thread, audience, shown.getLast()) : null;
        return json -> {
            json.writeObjectFieldStart("posts");
            json.writeArrayFieldStart("items");
            for (FirstPost post : shown) {
                marker.item(json, ViewerStates.POST, post.id(), post.body());
            }
            json.writeEndArray();
            json.writeObjectFieldStart("page");
            Json.text(json, "next", next);
            json.writeNullField("prev");
            json.writeBooleanField("hasMore", next != null);
            json.writeEndObject();
            json.writeEndObject();
        };
    }

    private String next(long thread, Audience audience, FirstPost last) {
        Slice slice = new Slice(PostSort.CREATED, Scope.THREAD, thread, 0, 0, null, audience);
        Asked asked = new Asked(slice, new Paging(FirstPost.PAGE, 1, null, false), null);
        return cursors.write(Cursor.after(last.createdMicros(), last.id()), asked.scope());
    }

    private Page<PostRow> page(Asked asked, Start start) {
        int limit = asked.paging().limit();
        List<PostRow> rows = store.page(asked.slice(), start, limit);
        boolean more = rows.size() > limit;
        List<PostRow> shown = new ArrayList<>(rows.subList(0, Math.min(limit, rows.size())));
        boolean back = start.way() == Place.BEFORE;
        if (back) {
            Collections.reverse(shown);
        }
        if (shown.isEmpty()) {
            return new Page<>(shown, null, null);
        }
        boolean first = start.equals(first(asked.slice().sort()));
        return new Page<>(
                shown,
                more || back ? cursor(asked, shown.getLast()) : null,
                (back ? more : !first) ? cursor(asked, shown.getFirst()) : null);
    }

    private String cursor(Asked asked, PostRow post) {
        Cursor cursor =
                switch (asked.slice().sort()) {
                    case CREATED, NEW -> Cursor.after(post.createdMicros(), post.id());
                    case TOP -> Cursor.after(post.score(), post.id());
                    case TREE -> Cursor.after(post.number(), post.id());
                };
        return cursors.write(cursor, asked.scope());
    }

    private static Start start(Asked asked, Optional<Cursor> cursor) {
        Paging paging = asked.paging();
        if (cursor.isPresent()) {
            Cursor.Tuple tuple = cursor.get().tuple();
            return new Start(
                    paging.before() ? Place.BEFORE : Place.AFTER, tuple.part(0), tuple.part(1), 0);
        }
        if (asked.around() != null) {
            return new Start(Place.FROM, Math.max(1, asked.around() - paging.limit() / 2), 0, 0);
        }
        return paging.page() > 1
                ? new Start(Place.PAGE, 0, 0, paging.offset())
                : first(asked.slice().sort());
    }

    /** Before all rows of an order. */
    private static Start first(PostSort sort) {
        return switch (sort) {
            case CREATED -> new Start(Place.AFTER, Long.MIN_VALUE, 0, 0);
            case NEW -> new Start(Place.AFTER, Long.MAX_VALUE, Long.MAX_VALUE, 0);
            case TOP -> new Start(Place.AFTER, Integer.MAX_VALUE, Long.MAX_VALUE, 0);
            case TREE -> new Start(Place.AFTER, 0, 0, 0);
        };
    }

    /** One post. */
    Cached find(long id, Audience audience) {
        return cache.get(
                "post:" + id + ':' + audience.key(),
                () ->
                        store.find(id, audience)
                                .map(post -> loaded(post, alone(post)))
                                .orElseGet(() -> missing(id)));
    }

    private static Body alone(PostRow post) {
        Marker marker = new Marker();
        return Json.body(json -> PostBodies.fixed(json, marker, post)).marked(marker.marks());
    }

    private static Loaded loaded(PostRow post, Body body) {
        return Loaded.list(
                body,
                List.of(Tag.of("post", post.id()), Tag.of("thread", post.threadId())),
                List.of(Tag.of("card", post.threadId())));
    }

    private static Loaded missing(long id) {
        return Loaded.missing("There is no post " + id + ".", Tag.of("post", id));
    }

    /** Answers to a post, the oldest first. */
    Cached replies(long id, Paging paging, Audience audience) {
        Slice slice = new Slice(PostSort.CREATED, Scope.REPLIES, 0, id, 0, null, audience);
        Asked asked = new Asked(slice, paging, null);
        Optional<Cursor> cursor = paging.cursor(cursors, asked.scope());
        return cache.get(
                asked.cacheKey(),
                () ->
                        store.find(id, audience)
                                .map(post -> loaded(post, body(asked, cursor)))
                                .orElseGet(() -> missing(id)));
    }
}
