package dev.stoa.forum.collection;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.collection.CollectionWrites.Locked;
import dev.stoa.forum.collection.ItemWrites.Place;
import dev.stoa.forum.collection.ItemWrites.ThreadPlace;
import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes a collection's items: many at once, all or nothing, by its owner or a moderator. Each in
 * the caller's transaction.
 */
final class Items {
    /** Items of one request. */
    static final int MOST = 500;

    /** Items of a collection. */
    static final int FULL = 10_000;

    private final Forum forum;

    Items(Forum forum) {
        this.forum = forum;
    }

    /**
     * Adds items behind the others.
     *
     * @throws Failure.Conflict {@code collection-full}
     * @throws Failure.Invalid where a thread is none that the viewer can read
     */
    List<Place> add(Transaction in, CollectionRef ref, List<ItemDraft> items) {
        Locked locked = ref.lock(in);
        if (locked.itemCount() + items.size() > FULL) {
            throw new Failure.Conflict(
                    CollectionProblems.FULL,
                    "It holds " + locked.itemCount() + " items and can't take that many more.");
        }
        requireThreads(in, ref.call().viewer(), items);
        return told(in, ref, ItemWrites.add(in, ref.id(), items));
    }

    /**
     * Changes items.
     *
     * @throws Failure.Invalid where an item is not there or named twice, or a thread is none that
     *     the viewer can read
     */
    List<Place> change(Transaction in, CollectionRef ref, List<ItemDraft> items) {
        ref.lock(in);
        List<Long> ids = items.stream().map(ItemDraft::id).toList();
        requireOnce(ids);
        requireThreads(in, ref.call().viewer(), items);
        List<Place> changed = ItemWrites.change(in, ref.id(), items);
        if (changed.size() < items.size()) {
            Set<Long> known = changed.stream().map(Place::id).collect(Collectors.toSet());
            throw missing(ids, known::contains, "/items/%d/id");
        }
        return told(in, ref, changed);
    }

    /**
     * Removes items.
     *
     * @throws Failure.Invalid where none is named, or one is not there
     */
    void remove(Transaction in, CollectionRef ref, List<Long> ids) {
        ref.lock(in);
        if (ids.isEmpty()) {
            throw Failure.Invalid.parameter("ids", "required", "ids must be there.");
        }
        requireKnown(in, ref, ids, "query/ids");
        told(in, ref, ItemWrites.remove(in, ref.id(), ids));
    }

    /**
     * Puts items in front of another, in the order given.
     *
     * @param before null for the end
     * @throws Failure.Invalid where an item is not there, or is to stand before itself
     */
    List<Place> move(Transaction in, CollectionRef ref, List<Long> ids, @Nullable Long before) {
        ref.lock(in);
        requireKnown(in, ref, ids, "/itemIds/%d");
        if (before != null) {
            if (ids.contains(before)) {
                String what = "An item can't stand before itself.";
                throw CollectionProblems.wrong(
                        what, List.of(new FieldError("/before", "conflict", what)));
            }
            requireKnown(in, ref, List.of(before), "/before");
        }
        return told(in, ref, ItemWrites.move(in, ref.id(), ids, before));
    }

    private List<Place> told(Transaction in, CollectionRef ref, List<Place> places) {
        forum.changes().publish(in, new Change.CollectionChanged(ref.id()));
        return places;
    }

    private static void requireOnce(List<Long> ids) {
        Set<Long> seen = new HashSet<>();
        List<FieldError> errors = new ArrayList<>(0);
        String what = "The item is named twice.";
        for (int i = 0; i < ids.size(); i++) {
            if (!seen.add(ids.get(i))) {
                errors.add(new FieldError("/items/" + i + "/id", "repeated", what));
            }
        }
        if (!errors.isEmpty()) {
            throw CollectionProblems.wrong(what, errors);
        }
    }

    private static void requireKnown(
            Transaction in, CollectionRef ref, List<Long> ids, String pointer) {
        Set<Long> known = ItemWrites.known(in, ref.id(), ids);
        if (known.size() < Set.copyOf(ids).size()) {
            throw missing(ids, known::contains, pointer);
        }
    }

    /**
     * @param pointer to the place of an id, which stands for {@code %d}
     */
    static Failure missing(List<Long> ids, LongPredicate known, String pointer) {
        List<FieldError> errors = new ArrayList<>();
        String what = "The collection has no such item.";
        for (int i = 0; i < ids.size(); i++) {
            if (!known.test(ids.get(i))) {
                errors.add(
                        new FieldError(
                                pointer.replace("%d", Integer.toString(i)), "missing", what));
            }
        }
        return CollectionProblems.wrong(what, errors);
    }

    /** Each thread must be shown, and where the viewer may look. */
    private void requireThreads(Transaction in, Viewer viewer, List<ItemDraft> items) {
        Set<Long> asked =
                items.stream()
                        .map(ItemDraft::thread)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        if (asked.isEmpty()) {
            return;
        }
        Audience audience = forum.structures().tree().audience(viewer);
        Set<Long> shown =
                ItemWrites.threads(in, asked).stream()
                        .filter(thread -> !audience.isHidden(thread.structure()))
                        .map(ThreadPlace::id)
                        .collect(Collectors.toSet());
        List<FieldError> errors = new ArrayList<>(0);
        String what = "There is no such thread.";
        for (int i = 0; i < items.size(); i++) {
            Long thread = items.get(i).thread();
            if (thread != null && !shown.contains(thread)) {
                errors.add(new FieldError("/items/" + i + "/threadId", "missing", what));
            }
        }
        if (!errors.isEmpty()) {
            throw CollectionProblems.wrong(what, errors);
        }
    }
}
