package dev.stoa.forum.change;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something in the forum became different, and is committed. */
public sealed interface Change {
    /** Where a thread is, and whose it is. */
    record ThreadPlace(long thread, long structure, @Nullable Long author) {}

    /** Where a post is. */
    record PostPlace(long post, int number, ThreadPlace of) {}

    /** A thread was published, with its first post; {@code tags} are slugs. */
    record ThreadOpened(ThreadPlace of, List<String> tags) implements Change {
        public ThreadOpened {
            tags = List.copyOf(tags);
        }
    }

    /**
     * A thread's title, tags, place, state or answer; {@code tags} are the slugs it lost or won.
     */
    record ThreadEdited(ThreadPlace of, List<String> tags) implements Change {
        public ThreadEdited {
            tags = List.copyOf(tags);
        }
    }

    /** A thread is not shown any more: removed, or merged away. */
    record ThreadHidden(ThreadPlace of) implements Change {}

    /** A thread that was removed is shown again. */
    record ThreadShown(ThreadPlace of) implements Change {}

    /** An answer was added to a thread. */
    record PostAdded(PostPlace at, @Nullable Long author, @Nullable Long parent)
            implements Change {}

    /** The text of a post. */
    record PostEdited(PostPlace at, @Nullable Long author) implements Change {}

    /** A post was removed. */
    record PostHidden(PostPlace at, @Nullable Long author) implements Change {}

    /** A post that was removed is shown again. */
    record PostShown(PostPlace at, @Nullable Long author) implements Change {}

    /** Counters were folded: what threads, members and structures show of them moved. */
    record CountsMoved(Set<Long> threads, Set<Long> members) implements Change {
        public CountsMoved {
            threads = Set.copyOf(threads);
            members = Set.copyOf(members);
        }
    }

    /** A member's own votes, favorites, follows, mutes or read marks. */
    record StatesMoved(long member) implements Change {}

    /** A structure was made, changed or moved. */
    record StructureChanged(long structure) implements Change {}

    /** A tag was made or changed. */
    record TagChanged(String slug) implements Change {}

    /** A collection, its items or their order. */
    record CollectionChanged(long collection) implements Change {}

    /** A member has notifications that they had not, or has read some. */
    record Notified(long member) implements Change {}
}
