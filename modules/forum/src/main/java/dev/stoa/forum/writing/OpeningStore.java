package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/** New threads in PostgreSQL. */
final class OpeningStore {
    static final Statement OPEN =
            Statement.of(
                    "forum.threads.open",
                    Budget.ms(20),
                    """
                    with t as (insert into threads
                                      (structure_id, user_id, kind, title, slug, excerpt, media, game_id,
                                       broadcaster_id, tags, tag_ids, first_post_id, last_post_number,
                                       last_post_user_id, published_at)
                               values (:structure, :member, :kind, :title, :slug, :excerpt,
                                       cast(:media as json), :game, :broadcaster, cast(:tags as json),
                                       cast(:tagIds as bigint[]), nextval('posts_id_seq'), 1, :member,
                                       case when :isDraft then null else now() end)
                               returning id, first_post_id, created_at),
                         p as (insert into posts (id, thread_id, post_number, path, user_id, body,
                                                  body_html, created_at)
                               select t.first_post_id, t.id, 1, '0000001', :member, :body, :html, t.created_at
                                 from t),
                         s as (insert into thread_stats (thread_id) select t.id from t),
                         c as (insert into post_stats (post_id, thread_id) select t.first_post_id, t.id from t),
                         g as (insert into thread_tags (thread_id, tag_id)
                               select t.id, unnest(cast(:tagIds as bigint[])) from t)
                    select t.id, t.first_post_id from t
                    """);

    private OpeningStore() {}

    /** A thread that was opened. */
    record Opened(long thread, long firstPost) {}

    static Opened open(
            Transaction in, long member, ThreadDraft draft, List<TagCard> tags, PostText text) {
        return in.find(
                        OPEN,
                        row -> new Opened(row.number(0), row.number(1)),
                        draft.structure(),
                        member,
                        draft.kind(),
                        draft.title().text(),
                        draft.title().slug(),
                        text.written().excerpt(),
                        draft.clip().media(),
                        draft.clip().game(),
                        draft.clip().broadcaster(),
                        TagCard.json(tags),
                        TagCard.ids(tags),
                        draft.isDraft(),
                        text.body(),
                        text.written().html())
                .orElseThrow();
    }
}
