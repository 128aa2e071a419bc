package dev.stoa.forum.notice;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.CacheSpec;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A member's notifications: pages of them, how many are unread, and marking them as read. */
final class NoticeLists {
    static final CacheSpec CACHE =
            CacheSpec.of("notifications", "60s", 20_000, "pages of a member's notifications");

    private final Forum forum;
    private final NoticeStore store;
    private final Cache cache;

    NoticeLists(Forum forum) {
        this.forum = forum;
        this.store = new NoticeStore(forum.platform().database());
        this.cache = forum.platform().cache(CACHE);
    }

    Cached page(Viewer.Member viewer, boolean isUnread, Paging paging) {
        long member = viewer.id().value();
        Audience audience = forum.structures().tree().audience(viewer);
        String scope = "notifications:" + member + ':' + isUnread;
        long before =
                paging.cursor(forum.platform().cursors(), scope)
                        .map(cursor -> cursor.tuple().part(0))
                        .orElse(Long.MAX_VALUE);
        return cache.get(
                String.join(
                        ":",
                        scope,
                        audience.key(),
                        Integer.toString(paging.limit()),
                        String.valueOf(paging.cursorText())),
                () -> {
                    List<NoticeRow> rows = store.page(member, isUnread, before, paging.limit());
                    return load(member, audience, rows, paging.limit(), scope);
                });
    }

    private Loaded load(
            long member, Audience audience, List<NoticeRow> rows, int limit, String scope) {
        List<NoticeRow> shown =
                rows.stream().limit(limit).map(notice -> seen(notice, audience)).toList();
        String next =
                rows.size() > limit
                        ? forum.platform()
                                .cursors()
                                .write(Cursor.after(shown.getLast().id()), scope)
                        : null;
        return Loaded.list(
                new Page<>(shown, next, null).body(NoticeBodies::write),
                Set.of(tag(member)),
                threads(shown));
    }

    /** The thread may have moved to where the member must not look. */
    private static NoticeRow seen(NoticeRow notice, Audience audience) {
        NoticeRow.OfThread thread = notice.thread();
        return thread == null || audience.isHidden(thread.structure())
                ? notice.placeless()
                : notice;
    }

    /** Titles change, and threads go. */
    private static Set<Tag> threads(List<NoticeRow> notices) {
        return notices.stream()
                .map(NoticeRow::thread)
                .filter(thread -> thread != null)
                .map(thread -> Tag.of("thread", thread.id()))
                .collect(Collectors.toSet());
    }

    Cached counts(Viewer.Member viewer) {
        long member = viewer.id().value();
        return cache.get(
                "notifications:counts:" + member,
                () -> Loaded.of(NoticeBodies.counts(store.counts(member)), List.of(tag(member))));
    }

    /** Marks all up to {@code upTo} as read; marking them again, or fewer, changes nothing. */
    Body read(Viewer.Member viewer, long upTo) {
        long member = viewer.id().value();
        forum.platform()
                .database()
                .transaction(
                        in -> {
                            long read = NoticeStore.read(in, member, upTo);
                            if (read > 0) {
                                forum.changes().publish(in, new Change.Notified(member));
                            }
                            return read;
                        });
        return counts(viewer).body();
    }

    private static Tag tag(long member) {
        return Tag.of("notices", member);
    }
}
