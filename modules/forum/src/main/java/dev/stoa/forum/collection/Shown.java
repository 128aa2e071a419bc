package dev.stoa.forum.collection;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Reply;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides who sees a collection: everyone a published one, from caches; a draft its owner and
 * moderators, from the database.
 */
final class Shown {
    private final CollectionStore store;

    Shown(CollectionStore store) {
        this.store = store;
    }

    /** What caches hold of a published collection; of a draft, that there is none. */
    Loaded load(long id, Function<CollectionRow, Loaded> published) {
        return store.find(id)
                .filter(CollectionRow::isPublished)
                .map(published)
                .orElseGet(
                        () ->
                                Loaded.missing(
                                        CollectionProblems.missing(id).detail(),
                                        Tag.of("collection", id)));
    }

    /**
     * The answer everyone gets, or a draft's for who may see it.
     *
     * @throws Failure.NotFound for others
     */
    Reply reply(
            Viewer viewer, long id, Supplier<Reply> shared, Function<CollectionRow, Body> draft) {
        try {
            return shared.get();
        } catch (Failure.NotFound e) {
            if (viewer instanceof Viewer.Anon) {
                throw e;
            }
            return store.find(id)
                    .filter(each -> CollectionRef.isTheirs(viewer, each.owner()))
                    .map(collection -> Reply.ok(draft.apply(collection)))
                    .orElseThrow(() -> e);
        }
    }
}
