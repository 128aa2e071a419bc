package dev.stoa.forum.writing;

import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread as somebody finds it who is about to write.
 *
 * @param author null where they are gone
 * @param tags slugs
 * @param answer the accepted one
 */
record ThreadState(
        long id,
        long structure,
        @Nullable Long author,
        String kind,
        String title,
        List<String> tags,
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
                   coalesce((select string_agg(g.tag ->> 'slug', ',' order by g.place)
                               from json_array_elements(t.tags) with ordinality g(tag, place)), ''),
                   coalesce(t.first_post_id, 0), t.answer_post_id, t.is_removed, t.is_locked,
                   t.published_at is not null, t.version""";

    static ThreadState read(Row row) {
        return new ThreadState(
                row.number(0),
                row.number(1),
                row.numberOrNull(2),
                row.text(3),
                row.text(4),
                row.text(5).isEmpty() ? List.of() : Arrays.asList(row.text(5).split(",")),
                row.number(6),
                row.numberOrNull(7),
                row.flag(8),
                row.flag(9),
                row.flag(10),
                row.integer(11));
    }

    ThreadPlace place() {
        return new ThreadPlace(id, structure, author);
    }

    PostPlace place(long post, int number) {
        return new PostPlace(post, number, place());
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
