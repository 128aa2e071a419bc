package dev.stoa.forum.moderation;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merge or a split that a moderator asked for.
 *
 * @param wish what was asked for
 * @param attempts runs that failed for what may pass
 * @param result the thread that has the posts now, null while it is not known
 * @param moved posts that were moved, null while they are not
 * @param errorCode why it failed, null where it did not
 */
record Operation(
        long id,
        Wish wish,
        State state,
        int attempts,
        @Nullable Long result,
        @Nullable Integer moved,
        @Nullable String errorCode,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant endedAt) {
    /** How far it is. */
    enum State {
        QUEUED,
        /** The posts are moved; what members keep of the threads follows. */
        RUNNING,
        DONE,
        FAILED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /**
     * What is asked for.
     *
     * @param thread whose posts are moved
     * @param into of a merge: the thread that gets them
     * @param cut of a split: which posts, and the thread to be
     */
    record Wish(
            long thread, @Nullable Long into, @Nullable Cut cut, long moderator, String reason) {
        String kind() {
            return into != null ? "merge" : "split";
        }
    }

    /**
     * What is split off, and what becomes of it.
     *
     * @param posts these with all below them; empty where the number says which
     * @param from all posts from this number on; null where the posts say which
     */
    record Cut(List<Long> posts, @Nullable Integer from, String title, long structure) {
        Cut {
            posts = List.copyOf(posts);
        }
    }

    /** What {@link #read} reads, of a row called {@code o}. */
    static final String COLUMNS =
            """
            o.id, o.thread_id, o.into_id, array_to_string(o.post_ids, ','), o.from_number, o.title, o.structure_id,
                   o.moderator_id, o.reason, o.state, o.attempts, o.result_thread_id, o.moved_posts,
                   o.error_code, o.error, o.created_at, o.ended_at""";

    static Operation read(Row row) {
        Cut cut =
                row.isNull(5)
                        ? null
                        : new Cut(
                                ids(row.textOrNull(3)),
                                intOrNull(row, 4),
                                row.text(5),
                                row.number(6));
        return new Operation(
                row.number(0),
                new Wish(row.number(1), row.numberOrNull(2), cut, row.number(7), row.text(8)),
                State.of(row.text(9)),
                row.integer(10),
                row.numberOrNull(11),
                intOrNull(row, 12),
                row.textOrNull(13),
                row.textOrNull(14),
                row.instant(15),
                row.instantOrNull(16));
    }

    private static List<Long> ids(@Nullable String joined) {
        return joined == null || joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(Long::valueOf).toList();
    }

    private static @Nullable Integer intOrNull(Row row, int column) {
        return row.isNull(column) ? null : (Integer) row.integer(column);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", id);
        json.writeStringField("kind", wish.kind());
        json.writeStringField("state", state.word());
        Json.id(json, "threadId", wish.thread());
        Json.text(json, "resultThreadId", result == null ? null : result.toString());
        json.writeFieldName("movedPosts");
        if (moved == null) {
            json.writeNull();
        } else {
            json.writeNumber(moved);
        }
        Json.text(json, "errorCode", errorCode);
        Json.text(json, "error", error);
        Json.instant(json, "createdAt", createdAt);
        Json.instant(json, "endedAt", endedAt);
        json.writeEndObject();
    }
}
