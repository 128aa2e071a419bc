package dev.stoa.forum.writing;

import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.writing.ThreadDraft.Clip;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Row;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread as somebody finds it who is about to write.
 *
 * @param author null where they are gone
 * @param tags in no order
 * @param answer the accepted one
 */
record ThreadState(
        long id,
        long structure,
        @Nullable Long author,
        String kind,
        String title,
        List<TagKey> tags,
        Clip clip,
        long firstPost,
        @Nullable Long answer,
        boolean isRemoved,
        boolean isLocked,
        boolean isPublished,
        int version) {
    /** Its columns in the order of {@link #read}; the table is {@code t}. */
    static final String COLUMNS =
            """
            t.id, t.structure_id, t.user_id, t.kind, t.title,
                   coalesce((select string_agg((g.tag ->> 'id') || ':' || (g.tag ->> 'slug'), ',')
                               from json_array_elements(t.tags) g(tag)), ''),
                   cast(t.media as text), t.game_id, t.broadcaster_id,
                   coalesce(t.first_post_id, 0), t.answer_post_id, t.is_removed, t.is_locked,
                   t.published_at is not null, t.version""";

    static ThreadState read(Row row) {
        return new ThreadState(
                row.number(0),
                row.number(1),
                row.numberOrNull(2),
                row.text(3),
                row.text(4),
                TagKey.list(row.text(5)),
                new Clip(row.textOrNull(6), row.textOrNull(7), row.textOrNull(8)),
                row.number(9),
                row.numberOrNull(10),
                row.flag(11),
                row.flag(12),
                row.flag(13),
                row.integer(14));
    }

    ThreadPlace place() {
        return new ThreadPlace(id, structure, author);
    }

    PostPlace place(PostState post) {
        return new PostPlace(post.id(), post.number(), place());
    }

    long[] tagIds() {
        return tags.stream().mapToLong(TagKey::id).toArray();
    }

    List<String> slugs() {
        return tags.stream().map(TagKey::slug).toList();
    }

    boolean isShown() {
        return isPublished && !isRemoved;
    }

    boolean isBy(Viewer.Member member) {
        return Objects.equals(author, member.id().value());
    }

    /** Whether a member may know of it, as far as the thread itself says. */
    boolean isKnownTo(Viewer.Member member) {
        if (!isPublished) {
            return isBy(member) && !isRemoved;
        }
        return !isRemoved || member.is(Role.MODERATOR);
    }
}
