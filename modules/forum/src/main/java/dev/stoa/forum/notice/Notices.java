package dev.stoa.forum.notice;

import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Changes;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/**
 * Tells members of what happened; one statement each, in the transaction of what happened. Nobody
 * is told of what they did themselves. Of what other members do nobody is told twice, while banned,
 * by a member whom they block or mute, or in a thread that they mute or may not read.
 */
public final class Notices {
    private final Changes changes;

    /** Holds nothing: each part may have its own. */
    public Notices(Changes changes) {
        this.changes = changes;
    }

    /**
     * Tells those mentioned in a post and whoever it answers: the parent's author, or the thread's
     * where it has no parent. A mention wins. May be called again when an edit mentions more.
     *
     * @return who is told
     */
    public List<MemberId> posted(Transaction in, Posted posted) {
        return told(in, NoticeWrites.posted(in, posted));
    }

    /**
     * Tells the author of an answer that it is accepted; once, however often it is.
     *
     * @return who is told
     */
    public List<MemberId> accepted(Transaction in, Accepted accepted) {
        return told(in, NoticeWrites.accepted(in, accepted));
    }

    /**
     * Tells a member what a moderator did, each time; also one who blocks the moderator.
     *
     * @return who is told
     */
    public List<MemberId> moderated(Transaction in, Moderated moderated) {
        return told(in, NoticeWrites.moderated(in, moderated));
    }

    private List<MemberId> told(Transaction in, List<Long> members) {
        members.forEach(member -> changes.publish(in, new Change.Notified(member)));
        return members.stream().map(MemberId::new).toList();
    }
}
