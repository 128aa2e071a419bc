package dev.stoa.forum.viewer;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Changes;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How far members have read. Marks move forwards only. */
public final class ReadMarks {
    private final Forum forum;
    private final Database database;
    private final Changes changes;

    public ReadMarks(Forum forum) {
        this.forum = forum;
        this.database = forum.platform().database();
        this.changes = forum.changes();
    }

    /**
     * How far a thread is read.
     *
     * @param number of the last post read, at most that of the thread's last one
     */
    record Mark(long thread, int number) {}

    /**
     * Notes, in the transaction of whoever writes, that {@code member} has just written post {@code
     * number} of {@code thread}: they have read the thread so far, and follow it from now on unless
     * they muted it or follow all they may. One statement.
     */
    public void posted(Transaction in, long member, long thread, int number) {
        ReadStore.posted(in, member, thread, number);
        changes.publish(in, new Change.StatesMoved(member));
    }

    /**
     * Notes that threads were read up to posts; one statement.
     *
     * @return how far the threads are read now; those that are not there for the member are missing
     */
    List<Mark> read(Viewer.Member member, Map<Long, Integer> numbers) {
        long[] hidden = forum.structures().tree().audience(member).hiddenIds();
        return database.transaction(
                in -> {
                    List<ReadStore.Put> puts =
                            ReadStore.read(in, member.id().value(), numbers, hidden);
                    if (puts.stream().anyMatch(ReadStore.Put::moved)) {
                        changes.publish(in, new Change.StatesMoved(member.id().value()));
                    }
                    return puts.stream().map(ReadStore.Put::mark).toList();
                });
    }

    /**
     * Notes that one thread was read up to a post.
     *
     * @throws Failure.NotFound when it is not there for the member
     */
    Mark read(Viewer.Member member, long thread, int number) {
        return read(member, Map.of(thread, number)).stream()
                .findFirst()
                .orElseThrow(() -> new Failure.NotFound("There is no thread " + thread + "."));
    }

    /**
     * Notes that all posts until a moment are read, in a structure and those below it; one
     * statement. Structures that are made there later are not read.
     *
     * @param structures ids; 0 stands for all of the forum
     * @return until when the first of them is read now
     */
    Instant readAll(Viewer.Member member, Collection<Long> structures, Instant until) {
        return database.transaction(
                in -> {
                    Instant now =
                            ReadStore.readAll(
                                    in, member.id().value(), new ArrayList<>(structures), until);
                    changes.publish(in, new Change.StatesMoved(member.id().value()));
                    return now;
                });
    }
}
