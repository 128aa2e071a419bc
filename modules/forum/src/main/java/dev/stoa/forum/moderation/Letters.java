package dev.stoa.forum.moderation;

import dev.stoa.forum.notice.Moderated;
import dev.stoa.forum.notice.Notices;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.sql.Transaction;

/** Tells authors what a moderator did to what is theirs. */
final class Letters {
    private final Notices notices;

    Letters(Notices notices) {
        this.notices = notices;
    }

    void about(Transaction in, Order order, HeldThread thread, String action) {
        Long author = thread.author();
        if (author != null) {
            tell(in, order, new Subject(author, thread.id(), null, action));
        }
    }

    void about(Transaction in, Order order, HeldPost post, String action) {
        Long author = post.author();
        if (author != null) {
            tell(in, order, new Subject(author, post.thread(), post.id(), action));
        }
    }

    private record Subject(
            long member,
            long thread,
            @org.jspecify.annotations.Nullable Long post,
            String action) {}

    private void tell(Transaction in, Order order, Subject about) {
        notices.moderated(
                in,
                new Moderated(
                        new MemberId(about.member()),
                        order.moderator().id(),
                        about.thread(),
                        about.post(),
                        about.action(),
                        order.reason().isEmpty() ? null : order.reason()));
    }
}
