package dev.stoa.forum.thread;

import dev.stoa.forum.thread.ThreadFilter.Drive;
import dev.stoa.forum.thread.ThreadListSql.Order;
import dev.stoa.forum.thread.ThreadListSql.Place;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Threads in PostgreSQL. */
final class ThreadStore {
    static final String CARD =
            """
            select x.id, 0, cast(0 as double precision), x.structure_id, %s
              from threads x
            %s
            """
                    .formatted(ThreadRow.parts("x"), ThreadRow.JOINS);
    private static final String SHOWN = "not x.is_removed and x.published_at is not null";
    static final Statement BY_IDS =
            Statement.of(
                    "forum.threads.by-ids",
                    Budget.ms(20),
                    CARD + "where x.id = any(:ids) and " + SHOWN);
    static final Statement OPEN =
            Statement.of("forum.threads.open", Budget.ms(20), Opening.sql(SHOWN));

    /** A draft for its author, and a removed thread for moderators. */
    static final Statement OPEN_KEPT =
            Statement.of(
                    "forum.threads.open-kept",
                    Budget.ms(20),
                    Opening.sql(
                            """
                            (x.user_id = :viewer and x.published_at is null and not x.is_removed
                              or cast(:moderator as boolean) and x.is_removed)"""));

    private final Database database;

    ThreadStore(Database database) {
        this.database = database;
    }

    /**
     * Where a page begins.
     *
     * @param way how it is given
     * @param at sort key in microseconds or rank, of the row at the cursor
     * @param id of that row
     * @param score of that row, for {@link Place#RESUME}
     * @param skip rows to skip, for {@link Place#PAGE}
     */
    record Start(Place way, long at, long id, double score, int skip) {
        static final Start FIRST_TIMED =
                new Start(Place.AFTER, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);
        static final Start FIRST_RANKED = new Start(Place.AFTER, 0, 0, 0, 0);

        static Start page(int skip) {
            return new Start(Place.PAGE, 0, 0, 0, skip);
        }
    }

    /**
     * Which threads, how many a page, and which of their conditions leads to them.
     *
     * @param limit rows a page, 1 to 100
     */
    record Slice(ThreadFilter filter, Drive drive, int limit) {}

    /** A page by time, at least one row more than the limit where there are more. */
    List<ThreadRow> timed(Order order, Slice slice, Start start, Instant asOf) {
        Map<String, @Nullable Object> values = filterValues(slice.filter());
        values.put("as_of", asOf);
        values.put("at", start.at() == Long.MAX_VALUE ? "infinity" : instant(start.at()));
        values.put("id", start.id());
        values.put("skip", start.skip());
        Statement statement =
                ThreadListSql.statement(order, start.way(), slice.drive()).upTo(slice.limit());
        return database.list(statement, ThreadRow::timed, arguments(statement, values));
    }

    /** A page of a ranked snapshot, at least one row more than the limit where there are more. */
    List<ThreadRow> ranked(String list, long epoch, Slice slice, Start start, Instant asOf) {
        Map<String, @Nullable Object> values = filterValues(slice.filter());
        values.put("as_of", asOf);
        values.put("list", list);
        values.put("epoch", epoch);
        values.put("rank", start.at());
        values.put("id", start.id());
        values.put("score", start.score());
        values.put("skip", start.skip());
        Statement statement =
                ThreadListSql.statement(Order.RANKED, start.way(), slice.drive())
                        .upTo(slice.limit());
        return database.list(statement, ThreadRow::ranked, arguments(statement, values));
    }

    /** A thread that is shown, with its first posts. */
    Optional<Opening> open(long id, Instant asOf) {
        return Opening.of(database.list(OPEN, Opening::line, asOf, id));
    }

    /** A thread that is not shown, but kept for such a viewer, with its first posts. */
    Optional<Opening> openKept(Viewer.Member viewer, long id, Instant asOf) {
        return Opening.of(
                database.list(
                        OPEN_KEPT,
                        Opening::line,
                        asOf,
                        id,
                        viewer.id().value(),
                        viewer.is(Role.MODERATOR)));
    }

    /** Those of {@code ids} that are shown, in no order. */
    List<ThreadRow> byIds(List<Long> ids, Instant asOf) {
        return database.list(BY_IDS, ThreadRow::ranked, asOf, array(ids));
    }

    /** How many threads {@code filter} leaves; 10 001 stands for more. */
    long count(ThreadFilter filter, Drive drive) {
        Statement count = ThreadListSql.count(drive);
        return database.find(count, row -> row.number(0), arguments(count, filterValues(filter)))
                .orElse(0L);
    }

    private static Map<String, @Nullable Object> filterValues(ThreadFilter filter) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("structures", filter.structures() == null ? null : array(filter.structures()));
        values.put("kind", filter.kind());
        values.put("tag", filter.tags().isEmpty() ? null : filter.tags().getFirst().id());
        values.put(
                "tags",
                filter.tags().isEmpty()
                        ? null
                        : filter.tags().stream().mapToLong(tag -> tag.id()).toArray());
        values.put("author", filter.authorId());
        values.put("game", filter.gameId());
        values.put("broadcaster", filter.broadcasterId());
        return values;
    }

    private static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private static @Nullable Object[] arguments(
            Statement statement, Map<String, @Nullable Object> values) {
        return statement.parameters().stream().map(values::get).toArray();
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
