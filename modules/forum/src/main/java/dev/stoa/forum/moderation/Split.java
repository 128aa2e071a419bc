package dev.stoa.forum.moderation;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.count.Delta;
import dev.stoa.forum.count.Moves;
import dev.stoa.forum.moderation.Operation.Cut;
import dev.stoa.forum.moderation.Operation.Wish;
import dev.stoa.forum.modlog.Act;
import dev.stoa.forum.modlog.Modlog;
import dev.stoa.forum.text.Excerpts;
import dev.stoa.forum.text.Slugs;
import dev.stoa.platform.Failure;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Moves some posts of a thread, each with all below it, into a new thread. */
final class Split {
    private static final int EXCERPT = 300;

    static final Statement CHOSEN =
            Statement.of(
                    "forum.moderation.lock-chosen",
                    Budget.seconds(1),
                    """
                    with recursive chosen(id) as (
                        select p.id from posts p
                         where p.thread_id = :thread and (p.id = any(:posts) or p.post_number >= :number)
                        union
                        select p.id from chosen c join posts p on p.parent_id = c.id and p.thread_id = :thread)
                    select p.id from posts p
                     where p.id in (select c.id from chosen c) and p.thread_id = :thread
                     order by p.id limit 10001
                       for update
                    """);
    static final Statement FIRST =
            Statement.of(
                    "forum.moderation.first-chosen",
                    Budget.seconds(1),
                    """
                    select p.id, p.user_id, p.body_html
                      from posts p where p.id = any(:posts) and not p.is_removed
                     order by p.created_at, p.id limit 1
                    """);
    static final Statement OPEN =
            Statement.of(
                    "forum.moderation.open-thread",
                    Budget.ms(20),
                    """
                    with made as (
                        insert into threads (structure_id, user_id, kind, title, slug, excerpt, first_post_id,
                                             last_post_number, last_post_at, last_post_user_id, published_at,
                                             created_at, updated_at)
                        select :structure, p.user_id, 'discussion', :title, :slug, :excerpt, p.id, :posts, p.created_at,
                               p.user_id, p.created_at, p.created_at, now()
                          from posts p where p.id = :first
                        returning id),
                    counted as (insert into thread_stats (thread_id) select m.id from made m)
                    select m.id from made m
                    """);
    static final Statement LOST_REPLIES =
            Statement.of(
                    "forum.moderation.lost-replies",
                    Budget.seconds(1),
                    """
                    select p.parent_id, count(*)
                      from posts p
                     where p.id = any(:posts) and not p.is_removed and p.parent_id is not null
                       and not exists (select 1 from unnest(cast(:posts as bigint[])) m(id) where m.id = p.parent_id)
                     group by p.parent_id
                    """);
    static final Statement NUMBERS =
            Statement.of(
                    "forum.operations.number",
                    Budget.seconds(1),
                    """
                    update thread_operations
                       set old_numbers = (select array_agg(p.post_number) from posts p where p.id = any(:posts))
                     where id = :id
                    """);
    static final Statement SOURCE =
            Statement.of(
                    "forum.moderation.shrink-thread",
                    Budget.ms(10),
                    "update threads set version = version + 1 where id = :id");

    private final Forum forum;
    private final Letters letters;
    private final Keepsakes keepsakes;
    private final Answers answers;

    Split(Forum forum, Letters letters, Keepsakes keepsakes) {
        this.answers = new Answers(forum);
        this.forum = forum;
        this.letters = letters;
        this.keepsakes = keepsakes;
    }

    /** The post that opens the new thread. */
    private record Opening(long post, @Nullable Long author, String html) {}

    /**
     * Moves the posts.
     *
     * @throws Failure.Conflict {@code not-movable}
     */
    Moved move(Transaction in, Operation operation) {
        Wish wish = operation.wish();
        Cut cut = Objects.requireNonNull(wish.cut());
        HeldThread source =
                Merge.shown(HeldThreads.lock(in, wish.thread()).orElse(null), wish.thread());
        long[] posts = chosen(in, source, cut);
        Opening opening = opening(in, posts);
        List<Delta> deltas = new ArrayList<>();
        in.list(
                LOST_REPLIES,
                row ->
                        deltas.add(
                                Delta.ofPost(
                                        source.id(),
                                        row.number(0),
                                        Moves.NONE.replies(-row.integer(1)))),
                (Object) posts);
        in.execute(NUMBERS, posts, operation.id());
        long made = opened(in, cut, opening, posts.length);
        Moved moved =
                PostMoves.move(
                        in, posts, new PostMoves.Course(source.id(), made, 0, opening.post()));
        in.execute(SOURCE, source.id());
        answers.forget(in, source, Arrays.stream(posts).boxed().toList());
        HeldThreads.latest(in, source.id(), made);
        ThreadPlace place = new ThreadPlace(made, cut.structure(), opening.author());
        told(in, wish, source, place, moved);
        deltas.addAll(deltas(source, place, moved));
        forum.counters().append(in, deltas);
        return moved;
    }

    /** Who has read a post has read it in the new thread, too. */
    void follow(Transaction in, Operation operation) {
        keepsakes.share(in, operation);
    }

    private static long[] chosen(Transaction in, HeldThread source, Cut cut) {
        List<Long> posts =
                in.list(
                        CHOSEN,
                        row -> row.number(0),
                        source.id(),
                        OperationStore.array(cut.posts()),
                        cut.from() == null ? Integer.MAX_VALUE : cut.from());
        if (posts.isEmpty() || !posts.containsAll(cut.posts())) {
            throw unmovable("Some of the posts are not in the thread.");
        }
        if (source.firstPost() != null && posts.contains(source.firstPost())) {
            throw unmovable("The first post stays where it is.");
        }
        if (posts.size() > Merge.MOST) {
            throw unmovable("These are more than " + Merge.MOST + " posts.");
        }
        return OperationStore.array(posts);
    }

    private static Failure unmovable(String detail) {
        return new Failure.Conflict(ModerationProblems.NOT_MOVABLE, detail);
    }

    private static Opening opening(Transaction in, long[] posts) {
        return in.find(
                        FIRST,
                        row -> new Opening(row.number(0), row.numberOrNull(1), row.text(2)),
                        (Object) posts)
                .orElseThrow(() -> unmovable("All of these posts are removed."));
    }

    private static long opened(Transaction in, Cut cut, Opening opening, int posts) {
        String text = Jsoup.parseBodyFragment(opening.html()).text();
        return in.find(
                        OPEN,
                        row -> row.number(0),
                        cut.structure(),
                        cut.title(),
                        Slugs.ofTitle(cut.title()),
                        Excerpts.cut(text, EXCERPT),
                        posts,
                        opening.post())
                .orElseThrow();
    }

    private void told(Transaction in, Wish wish, HeldThread source, ThreadPlace made, Moved moved) {
        Modlog.append(
                in,
                new Act(
                        wish.moderator(),
                        "thread-split",
                        source.target(),
                        wish.reason(),
                        "{\"into\":\"" + made.thread() + "\",\"posts\":" + moved.posts() + '}'));
        letters.about(in, wish, made, "thread-split");
        forum.changes().publish(in, new Change.ThreadEdited(source.place(), List.of()));
        forum.changes().publish(in, new Change.ThreadOpened(made, List.of()));
    }

    private static List<Delta> deltas(HeldThread source, ThreadPlace made, Moved moved) {
        return List.of(
                Delta.ofThread(
                                source.id(),
                                Moves.NONE.posts(-moved.shown()).participants(-moved.left()))
                        .in(source.structure()),
                Delta.ofThread(
                                made.thread(),
                                Moves.NONE.posts(moved.shown()).participants(moved.arrived()))
                        .in(made.structure()),
                new Delta(null, null, made.author(), made.structure(), Moves.NONE.threads(1)));
    }
}
