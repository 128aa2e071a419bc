package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.moderation.QueueStore.Item;
import dev.stoa.forum.moderation.QueueStore.Slice;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.LimitedStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What moderators should look at: reported threads and posts, and removed ones. */
final class Queue {
    private final Forum forum;
    private final QueueStore store;

    Queue(Forum forum) {
        this.forum = forum;
        this.store = new QueueStore(forum.platform().database());
    }

    /** Which part of the queue. */
    enum Part {
        REPORTED,
        REMOVED
    }

    private static LimitedStatement statement(Part part) {
        return switch (part) {
            case REPORTED -> QueueStore.REPORTED;
            case REMOVED -> QueueStore.REMOVED;
        };
    }

    /** A page for {@code viewer}, of what is in structures they may know of; one statement. */
    Body page(Viewer viewer, Part part, @Nullable String type, Paging paging) {
        String scope = "queue:" + viewer.key() + ':' + part + ':' + type;
        Optional<Cursor> place = paging.cursor(forum.platform().cursors(), scope);
        Slice slice =
                new Slice(
                        type,
                        place.map(at -> instant(at.tuple().part(0))).orElse(null),
                        place.map(at -> at.tuple().part(1)).orElse(0L),
                        forum.structures().tree().audience(viewer));
        List<Item> rows = store.page(statement(part), slice, paging.limit());
        List<Item> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size()
                        ? forum.platform()
                                .cursors()
                                .write(
                                        Cursor.after(
                                                shown.getLast().micros(), shown.getLast().id()),
                                        scope)
                        : null;
        return new Page<>(shown, next, null).body((json, item) -> Json.value(json, item.body()));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
