package dev.stoa.forum.notice;

import dev.stoa.platform.config.Setting;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Forgets old notifications, read ones sooner than others. */
final class NoticeExpiry {
    static final Setting<Duration> KEEP_READ =
            Setting.duration(
                    "forum.notifications.keep-read",
                    "2160h",
                    "How long notifications are kept that were read.");
    static final Setting<Duration> KEEP_UNREAD =
            Setting.duration(
                    "forum.notifications.keep-unread",
                    "8760h",
                    "How long notifications are kept that nobody read.");
    static final List<Setting<?>> SETTINGS = List.of(KEEP_READ, KEEP_UNREAD);

    private static final int BATCH = 1000;

    static final Statement EXPIRE_READ =
            Statement.of(
                    "forum.notices.expire-read",
                    Budget.ms(500),
                    """
                    delete from notifications
                     where id = any(array(select n.id from notifications n
                                           where n.created_at < now() - make_interval(secs => :seconds)
                                             and n.read_at is not null
                                           order by n.created_at limit 1000))
                    """);
    static final Statement EXPIRE_UNREAD =
            Statement.of(
                    "forum.notices.expire-unread",
                    Budget.ms(500),
                    """
                    delete from notifications
                     where id = any(array(select n.id from notifications n
                                           where n.created_at < now() - make_interval(secs => :seconds)
                                           order by n.created_at limit 1000))
                    """);

    private final double keepRead;
    private final double keepUnread;

    NoticeExpiry(Settings settings) {
        this.keepRead = settings.get(KEEP_READ).toSeconds();
        this.keepUnread = settings.get(KEEP_UNREAD).toSeconds();
    }

    /** A thousand a transaction, every hour. */
    Job job() {
        return Job.of("forum.notices.expire", Schedule.every(Duration.ofHours(1)), this::run);
    }

    private void run(JobRun run) {
        run.batches("deleted", BATCH, in -> in.execute(EXPIRE_READ, keepRead));
        run.batches("deleted", BATCH, in -> in.execute(EXPIRE_UNREAD, keepUnread));
    }
}
