package dev.stoa.forum.thread;

import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.thread.Followed.Follow;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Viewers' own lists of threads in PostgreSQL. */
final class OwnThreadStore {
    private final Database database;

    OwnThreadStore(Database database) {
        this.database = database;
    }

    /**
     * Whose list it is.
     *
     * @param viewer the member
     * @param since nothing older is unread
     * @param audience whose hidden structures are left out
     */
    record Reader(long viewer, Instant since, Audience audience) {}

    List<Follow> follows(long viewer) {
        return database.list(
                OwnListSql.FOLLOWS, row -> new Follow(row.text(0), row.number(1)), viewer);
    }

    /** How many threads are unread; {@link OwnListSql#MOST_COUNTED} stands for more. */
    long countUnread(Reader reader) {
        return database.find(
                        OwnListSql.COUNT_UNREAD,
                        row -> row.number(0),
                        arguments(OwnListSql.COUNT_UNREAD, values(reader)))
                .orElse(0L);
    }

    /**
     * A page, at least one row more than the limit where there are more.
     *
     * @param followed null but for {@link OwnList#FOLLOWING}
     */
    List<ThreadRow> page(
            OwnList list,
            Reader reader,
            @Nullable Followed followed,
            Paging paging,
            Optional<Cursor> cursor,
            Instant asOf) {
        Map<String, @Nullable Object> values = values(reader);
        values.put("as_of", asOf);
        values.put("at", cursor.<Object>map(at -> moment(at.tuple().part(0))).orElse("infinity"));
        values.put("id", cursor.map(at -> at.tuple().part(1)).orElse(Long.MAX_VALUE));
        if (followed != null) {
            values.put("threads", array(followed.threads()));
            values.put("structures", array(followed.structures()));
            values.put("members", array(followed.members()));
            values.put("rare", array(followed.rare()));
            values.put("popular", array(followed.popular()));
        }
        Statement statement = OwnListSql.statement(list, paging.before()).upTo(paging.limit());
        return database.list(
                statement,
                list.isTimed() ? ThreadRow::timed : ThreadRow::ranked,
                arguments(statement, values));
    }

    private static Map<String, @Nullable Object> values(Reader reader) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("viewer", reader.viewer());
        values.put("since", reader.since());
        values.put("hidden", reader.audience().hiddenIds());
        return values;
    }

    private static @Nullable Object[] arguments(
            Statement statement, Map<String, @Nullable Object> values) {
        return statement.parameters().stream().map(values::get).toArray();
    }

    private static long[] array(Collection<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static Instant moment(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
