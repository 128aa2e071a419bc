package dev.stoa.forum.writing;

import dev.stoa.forum.modlog.Act;
import dev.stoa.forum.modlog.Modlog;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Transaction;
import org.jspecify.annotations.Nullable;

/** Writes down what moderators change of others' threads and posts; nothing for one's own. */
final class OfOthers {
    private OfOthers() {}

    /** {@code details} as in {@link Act}. */
    static void changed(
            Transaction in,
            Viewer.Member by,
            ThreadState thread,
            String action,
            @Nullable String details) {
        if (!thread.isBy(by)) {
            Act.Target target = Act.Target.thread(thread.id(), thread.structure());
            Modlog.append(in, new Act(by.id().value(), action, target, "", details));
        }
    }

    static void edited(Transaction in, Viewer.Member by, ThreadState thread, PostState post) {
        if (!post.isBy(by)) {
            Act.Target target = Act.Target.post(post.id(), thread.id(), thread.structure());
            Modlog.append(in, new Act(by.id().value(), "post-edited", target, "", null));
        }
    }
}
