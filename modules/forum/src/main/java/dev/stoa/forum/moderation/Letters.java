package dev.stoa.forum.moderation;

import dev.stoa.forum.change.Change.ThreadPlace;
import dev.stoa.forum.moderation.Operation.Wish;
import dev.stoa.forum.notice.Moderated;
import dev.stoa.forum.notice.Notices;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.sql.Transaction;
import org.jspecify.annotations.Nullable;

/** Tells authors what a moderator did to what is theirs; one statement each. */
final class Letters {
    private final Notices notices;

    Letters(Notices notices) {
        this.notices = notices;
    }

    void about(Transaction in, Order order, HeldThread thread, String action) {
        tell(in, new Letter(thread.author(), thread.id(), null), from(order), action);
    }

    void about(Transaction in, Order order, HeldPost post, String action) {
        tell(in, new Letter(post.author(), post.thread(), post.id()), from(order), action);
    }

    void about(Transaction in, Wish wish, HeldThread thread, String action) {
        about(in, wish, thread.place(), action);
    }

    void about(Transaction in, Wish wish, ThreadPlace thread, String action) {
        tell(
                in,
                new Letter(thread.author(), thread.thread(), null),
                new Sender(wish.moderator(), wish.reason()),
                action);
    }

    private static Sender from(Order order) {
        return new Sender(order.by(), order.reason());
    }

    private record Sender(long moderator, String reason) {}

    private record Letter(@Nullable Long to, long thread, @Nullable Long post) {}

    private void tell(Transaction in, Letter letter, Sender sender, String action) {
        if (letter.to() != null) {
            notices.moderated(
                    in,
                    new Moderated(
                            new MemberId(letter.to()),
                            new MemberId(sender.moderator()),
                            letter.thread(),
                            letter.post(),
                            action,
                            sender.reason().isEmpty() ? null : sender.reason()));
        }
    }
}
