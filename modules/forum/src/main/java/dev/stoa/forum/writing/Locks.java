package dev.stoa.forum.writing;

import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.sql.Transaction;
import java.util.OptionalInt;

/** Locks what a member is about to change, as far as they may know of it. */
final class Locks {
    private final Structures structures;

    Locks(Structures structures) {
        this.structures = structures;
    }

    /**
     * A thread, locked; one statement.
     *
     * @throws Failure.NotFound for a thread that the member may not know of
     */
    ThreadState thread(Transaction in, Viewer.Member member, long thread) {
        return LockStore.thread(in, thread)
                .filter(found -> isKnown(member, found))
                .orElseThrow(() -> WritingProblems.noThread(thread));
    }

    /** A post and its thread, locked. */
    record Held(ThreadState thread, PostState post) {}

    /**
     * A post that is shown where its thread is, locked behind its thread; three statements.
     *
     * @throws Failure.NotFound for a post that the member may not know of
     */
    Held post(Transaction in, Viewer.Member member, long post) {
        ThreadState thread =
                LockStore.threadOf(in, post)
                        .flatMap(id -> LockStore.thread(in, id))
                        .filter(found -> isKnown(member, found))
                        .orElseThrow(() -> WritingProblems.noPost(post));
        PostState found =
                LockStore.post(in, post, thread.id())
                        .filter(state -> !state.isRemoved())
                        .orElseThrow(() -> WritingProblems.noPost(post));
        return new Held(thread, found);
    }

    private boolean isKnown(Viewer.Member member, ThreadState thread) {
        return thread.isKnownTo(member)
                && !structures.tree().audience(member).isHidden(thread.structure());
    }

    /**
     * Lets authors change what is theirs, and moderators what is others' when they say which
     * version they read.
     *
     * @throws Failure.Forbidden for others
     * @throws Failure.Conflict {@code version-required}, {@code version-mismatch}
     */
    static void requireChange(
            Viewer.Member member, boolean isOwn, OptionalInt expected, int version) {
        if (!isOwn && !member.is(Role.MODERATOR)) {
            throw new Failure.Forbidden("Only its author and moderators may change it.");
        }
        if (!isOwn && expected.isEmpty()) {
            throw new Failure.Conflict(
                    Problems.VERSION_REQUIRED,
                    "It is another's: send If-Match with the version you read, e.g. \"v3\".");
        }
        requireVersion(expected, version);
    }

    static void requireVersion(OptionalInt expected, int version) {
        if (expected.isPresent() && expected.getAsInt() != version) {
            throw Call.versionMismatch(version);
        }
    }

    /**
     * @throws Failure.Conflict {@code thread-locked} for all but moderators
     */
    static void requireOpen(Viewer.Member member, ThreadState thread) {
        if (thread.isLocked() && !member.is(Role.MODERATOR)) {
            throw WritingProblems.locked();
        }
    }
}
