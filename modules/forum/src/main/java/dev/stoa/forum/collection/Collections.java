package dev.stoa.forum.collection;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.collection.CollectionWrites.Edit;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** One collection: shown, opened, changed, removed. */
final class Collections {
    private final Forum forum;
    private final Shown shown;
    private final Cache cache;

    Collections(Forum forum, Shown shown) {
        this.forum = forum;
        this.shown = shown;
        this.cache = forum.platform().cache(CollectionCaches.ONE);
    }

    Reply find(Viewer viewer, long id) {
        return shown.reply(
                viewer,
                id,
                () ->
                        Reply.of(
                                cache.get(
                                        "collection:" + id,
                                        () ->
                                                shown.load(
                                                        id,
                                                        row ->
                                                                Loaded.of(
                                                                        body(row),
                                                                        List.of(
                                                                                Tag.of(
                                                                                        "collection",
                                                                                        id)))))),
                Collections::body);
    }

    static Body body(CollectionRow row) {
        return Json.body(row::write);
    }

    CollectionRow open(Transaction in, long owner, String title, Edit edit) {
        CollectionRow opened = CollectionWrites.open(in, owner, title, edit);
        forum.changes().publish(in, new Change.CollectionChanged(opened.id()));
        return opened;
    }

    CollectionRow change(Transaction in, CollectionRef ref, Edit edit) {
        ref.lock(in);
        CollectionRow changed = CollectionWrites.change(in, ref.id(), edit);
        forum.changes().publish(in, new Change.CollectionChanged(ref.id()));
        return changed;
    }

    /** Takes it from sight; its rows stay. */
    void remove(Transaction in, CollectionRef ref) {
        ref.lock(in);
        CollectionWrites.remove(in, ref.id());
        forum.changes().publish(in, new Change.CollectionChanged(ref.id()));
    }
}
