package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.moderation.ModlogStore.Entry;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import java.util.List;

/** What moderators did, as moderators read it. */
final class Log {
    private final Forum forum;
    private final ModlogStore store;

    Log(Forum forum) {
        this.forum = forum;
        this.store = new ModlogStore(forum.platform().database());
    }

    /** A page for {@code viewer}, without what is in structures they don't know of. */
    Body page(Viewer viewer, ModlogQuery query, Paging paging) {
        long[] hidden = forum.structures().tree().audience(viewer).hiddenIds();
        String scope = "modlog:" + viewer.key() + ':' + query;
        long before =
                paging.cursor(forum.platform().cursors(), scope)
                        .map(place -> place.tuple().part(0))
                        .orElse(Long.MAX_VALUE);
        List<Entry> rows = store.page(query, hidden, before, paging.limit());
        List<Entry> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size()
                        ? forum.platform()
                                .cursors()
                                .write(Cursor.after(shown.getLast().id()), scope)
                        : null;
        return new Page<>(shown, next, null).body((json, entry) -> Json.value(json, entry.body()));
    }
}
