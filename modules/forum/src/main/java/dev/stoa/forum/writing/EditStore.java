package dev.stoa.forum.writing;

import dev.stoa.forum.writing.ThreadDraft.Clip;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads that change, in PostgreSQL. */
final class EditStore {
    static final Statement EDIT =
            Statement.of(
                    "forum.threads.edit",
                    Budget.ms(20),
                    """
                    with gone as (delete from thread_tags x
                                   where x.thread_id = :id and x.tag_id = any(cast(:gone as bigint[]))),
                         come as (insert into thread_tags (thread_id, tag_id)
                                  select cast(:id as bigint), unnest(cast(:come as bigint[])))
                    update threads t
                       set title = coalesce(:title, t.title), slug = coalesce(:slug, t.slug),
                           kind = coalesce(:kind, t.kind), structure_id = coalesce(:structure, t.structure_id),
                           tags = coalesce(cast(:tags as json), t.tags),
                           tag_ids = coalesce(cast(:tagIds as bigint[]), t.tag_ids),
                           media = cast(:media as json), game_id = :game, broadcaster_id = :broadcaster,
                           published_at = case when :isPublished then now() else t.published_at end,
                           created_at = case when :isPublished then now() else t.created_at end,
                           last_post_at = case when :isPublished then now() else t.last_post_at end,
                           updated_at = now(), version = t.version + 1
                     where t.id = :id
                    """);
    static final Statement POST_PUBLISHED =
            Statement.of(
                    "forum.posts.published",
                    Budget.ms(5),
                    "update posts p set created_at = now() where p.id = :id");
    static final Statement SHOWN_POSTS =
            Statement.of(
                    "forum.posts.shown-count",
                    Budget.ms(20),
                    "select count(*) from posts p where p.thread_id = :thread and not p.is_removed");
    static final Statement EXCERPT =
            Statement.of(
                    "forum.threads.excerpt",
                    Budget.ms(10),
                    "update threads t set excerpt = :excerpt, updated_at = now() where t.id = :id");

    private EditStore() {}

    /**
     * What is written of an edit.
     *
     * @param tags all tags the thread is to have; null for those it has
     */
    record Edited(ThreadEdit edit, Clip clip, @Nullable List<TagCard> tags) {}

    static void edit(Transaction in, ThreadState now, Edited edited) {
        ThreadEdit edit = edited.edit();
        List<TagCard> tags = edited.tags();
        in.execute(
                EDIT,
                now.id(),
                tags == null ? new long[0] : lost(now.tagIds(), TagCard.ids(tags)),
                tags == null ? new long[0] : lost(TagCard.ids(tags), now.tagIds()),
                edit.title() == null ? null : edit.title().text(),
                edit.title() == null ? null : edit.title().slug(),
                edit.kind(),
                edit.structure(),
                tags == null ? null : TagCard.json(tags),
                tags == null ? null : TagCard.ids(tags),
                edited.clip().media(),
                edited.clip().game(),
                edited.clip().broadcaster(),
                edit.isPublished());
    }

    /** Those of {@code before} that are not in {@code after}. */
    static long[] lost(long[] before, long[] after) {
        return java.util.Arrays.stream(before)
                .filter(id -> java.util.Arrays.stream(after).noneMatch(other -> other == id))
                .toArray();
    }

    /** The first post is as old as its thread. */
    static void publishPost(Transaction in, long post) {
        in.execute(POST_PUBLISHED, post);
    }

    /** Posts of a thread that are shown; exact while the thread is locked. */
    static int shownPosts(Transaction in, long thread) {
        return in.find(SHOWN_POSTS, row -> row.integer(0), thread).orElse(0);
    }

    static void excerpt(Transaction in, long thread, String excerpt) {
        in.execute(EXCERPT, excerpt, thread);
    }
}
