package dev.stoa.forum.vote;

import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Changes;
import dev.stoa.forum.right.Rights;
import dev.stoa.forum.vote.VoteStore.Ballot;
import dev.stoa.forum.vote.VoteStore.Cast;
import dev.stoa.platform.Failure;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Database;

/** Who may vote on what, and the vote itself. */
final class Votes {
    static final ProblemType OWN_CONTENT =
            new ProblemType(
                    "own-content",
                    403,
                    "One's own thread or post",
                    "Nobody votes on what they wrote themselves.");

    private final Database database;
    private final VoteStore store;
    private final Rights rights;
    private final Changes changes;

    Votes(Database database, Rights rights, Changes changes) {
        this.database = database;
        this.store = new VoteStore(database);
        this.rights = rights;
        this.changes = changes;
    }

    /**
     * Makes {@code value} the member's vote on a thread; the same again changes nothing. One
     * statement, where nothing is in the way.
     *
     * @param value 1 or -1, or 0 to take it back
     * @throws Failure.NotFound where no such thread is shown to them
     * @throws Failure.Forbidden for their own, and where they may not write
     */
    Score onThread(Viewer.Member member, long thread, int value) {
        return vote(member, new Ballot(member.id().value(), thread, false, value));
    }

    /** The same on a post. */
    Score onPost(Viewer.Member member, long post, int value) {
        return vote(member, new Ballot(member.id().value(), post, true, value));
    }

    private Score vote(Viewer.Member member, Ballot ballot) {
        long[] open = rights.writable(member);
        Cast cast =
                store.cast(ballot, open, member.is(Role.MODERATOR))
                        .orElseGet(() -> looked(member, ballot, open));
        if (cast.isOwn() && ballot.value() != 0) {
            throw new Failure.Forbidden(OWN_CONTENT, "You can't vote on what you wrote.");
        }
        changes.publish(new Change.StatesMoved(ballot.member()));
        return cast.score();
    }

    /** Says what is in the way; a ban from elsewhere is not. */
    private Cast looked(Viewer.Member member, Ballot ballot, long[] open) {
        long structure = store.structure(ballot).orElseThrow(() -> missing(ballot));
        try {
            database.transaction(
                    transaction -> {
                        rights.write(transaction, member, structure);
                        return structure;
                    });
        } catch (Failure.NotFound e) {
            // A structure that a member must not know of hides what is in it, not itself.
            throw missing(ballot);
        }
        return store.cast(ballot, open, true).orElseThrow(() -> missing(ballot));
    }

    private static Failure missing(Ballot ballot) {
        return new Failure.NotFound(
                "There is no " + (ballot.isPost() ? "post " : "thread ") + ballot.on() + ".");
    }
}
