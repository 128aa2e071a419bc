package dev.stoa.forum.post;

import dev.stoa.forum.post.PostListSql.Place;
import dev.stoa.forum.post.PostListSql.Scope;
import dev.stoa.forum.post.PostStore.Slice;
import dev.stoa.forum.post.PostStore.Start;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of posts, cached as finished pages. */
public final class Posts {
    private static final int FIRST_PAGE = 20;

    private final PostStore store;
    private final Cursors cursors;
    private final Cache cache;

    public Posts(Platform platform) {
        this.store = new PostStore(platform.database());
        this.cursors = platform.cursors();
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
                    + slice.depth();
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
        Tag tag =
                slice.scope() == Scope.MEMBER
                        ? Tag.of("member", slice.member())
                        : Tag.of("thread", slice.thread());
        if (slice.scope() == Scope.THREAD && !store.isThreadShown(slice.thread())) {
            return Loaded.missing("There is no thread " + slice.thread() + ".", tag);
        }
        return Loaded.of(page(asked, start(asked, cursor)).body(PostBodies::post), List.of(tag));
    }

    /** The first page of a thread's posts, as the field {@code posts} of its own body. */
    public Json.Writer firstPage(long thread) {
        Slice slice = new Slice(PostSort.CREATED, Scope.THREAD, thread, 0, 0, null);
        Asked asked = new Asked(slice, new Paging(FIRST_PAGE, 1, null, false), null);
        Page<PostRow> page = page(asked, first(slice.sort()));
        return json -> {
            json.writeObjectFieldStart("posts");
            json.writeArrayFieldStart("items");
            for (PostRow post : page.items()) {
                PostBodies.post(json, post);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("page");
            Json.text(json, "next", page.next());
            Json.text(json, "prev", page.prev());
            json.writeBooleanField("hasMore", page.next() != null);
            json.writeEndObject();
            json.writeEndObject();
        };
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
    Cached find(long id) {
        return cache.get(
                "post:" + id,
                () -> {
                    Optional<PostRow> post = store.find(id);
                    if (post.isEmpty()) {
                        return Loaded.missing("There is no post " + id + ".", Tag.of("post", id));
                    }
                    return Loaded.of(
                            Json.body(json -> PostBodies.post(json, post.get())),
                            List.of(Tag.of("post", id), Tag.of("thread", post.get().threadId())));
                });
    }

    /** Answers to a post, the oldest first. */
    Cached replies(long id, Paging paging) {
        Slice slice = new Slice(PostSort.CREATED, Scope.REPLIES, 0, id, 0, null);
        Asked asked = new Asked(slice, paging, null);
        Optional<Cursor> cursor = paging.cursor(cursors, asked.scope());
        return cache.get(
                asked.cacheKey(),
                () -> {
                    Optional<PostRow> post = store.find(id);
                    if (post.isEmpty()) {
                        return Loaded.missing("There is no post " + id + ".", Tag.of("post", id));
                    }
                    return Loaded.of(
                            page(asked, start(asked, cursor)).body(PostBodies::post),
                            List.of(Tag.of("post", id), Tag.of("thread", post.get().threadId())));
                });
    }
}
