package dev.stoa.forum.vote;

import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Changes;
import dev.stoa.forum.right.Rights;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import java.util.function.Function;

/** Who may vote on what, and the vote itself. */
final class Votes {
    static final ProblemType OWN_CONTENT =
            new ProblemType(
                    "own-content",
                    403,
                    "One's own thread or post",
                    "Nobody votes on what they wrote themselves.");

    private final Database database;
    private final Rights rights;
    private final Changes changes;

    Votes(Database database, Rights rights, Changes changes) {
        this.database = database;
        this.rights = rights;
        this.changes = changes;
    }

    /**
     * Makes {@code value} the member's vote on a thread; the same again changes nothing. Three
     * statements.
     *
     * @param value 1 or -1, or 0 to take it back
     * @throws Failure.NotFound where no such thread is shown to them
     * @throws Failure.Forbidden for their own, and where they may not write
     */
    Score onThread(Viewer.Member member, long thread, int value) {
        return vote(
                member,
                value,
                store ->
                        store.thread(thread)
                                .orElseThrow(
                                        () ->
                                                new Failure.NotFound(
                                                        "There is no thread " + thread + ".")));
    }

    /** The same on a post. */
    Score onPost(Viewer.Member member, long post, int value) {
        return vote(
                member,
                value,
                store ->
                        store.post(post)
                                .orElseThrow(
                                        () ->
                                                new Failure.NotFound(
                                                        "There is no post " + post + ".")));
    }

    private Score vote(Viewer.Member member, int value, Function<VoteStore, Target> target) {
        return database.transaction(transaction -> vote(transaction, member, value, target));
    }

    private Score vote(
            Transaction transaction,
            Viewer.Member member,
            int value,
            Function<VoteStore, Target> target) {
        VoteStore store = new VoteStore(transaction);
        Target on = target.apply(store);
        allow(transaction, member, on);
        long id = member.id().value();
        if (value != 0 && on.author() != null && on.author() == id) {
            throw new Failure.Forbidden(OWN_CONTENT, "You can't vote on what you wrote.");
        }
        Score score = store.put(on, id, value);
        changes.publish(transaction, new Change.StatesMoved(id));
        return score;
    }

    /** A structure that a member must not know of hides what is in it, not itself. */
    private void allow(Transaction transaction, Viewer.Member member, Target on) {
        try {
            rights.write(transaction, member, on.structure());
        } catch (Failure.NotFound e) {
            throw new Failure.NotFound(
                    on.post() == null
                            ? "There is no thread " + on.thread() + "."
                            : "There is no post " + on.post() + ".");
        }
    }
}
