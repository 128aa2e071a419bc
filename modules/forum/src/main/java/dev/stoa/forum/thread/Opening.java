package dev.stoa.forum.thread;

import dev.stoa.forum.post.FirstPost;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Row;
import java.util.List;
import java.util.Optional;

/** A thread with its first posts, as one statement finds them. */
record Opening(ThreadRow thread, List<FirstPost> posts) {
    /**
     * The statement's text: the thread's row, if {@code condition} lets it be seen, before those of
     * its posts. A thread that was merged into another has that one's id and structure, and no
     * posts.
     *
     * @param condition of {@code :thread}, on threads x
     */
    static String sql(String condition) {
        return """
               select coalesce(x.merged_into, x.id), cast(null as timestamptz),
                      coalesce((select i.structure_id from threads i where i.id = x.merged_into), x.structure_id), %s
                 from threads x
               %s
                where x.id = :thread and (%s or x.merged_into is not null)
               union all
               (%s)
               """
                .formatted(ThreadRow.parts("x"), ThreadRow.JOINS, condition, FirstPost.SQL);
    }

    /** One row of it. */
    sealed interface Line {}

    /** The thread's. */
    record Head(ThreadRow thread) implements Line {}

    /** A post's. */
    record Entry(FirstPost post) implements Line {}

    static Line line(Row row) {
        return row.isNull(1)
                ? new Head(
                        new ThreadRow(
                                row.number(0),
                                0,
                                0,
                                row.number(2),
                                new JsonPart(row.bytes(3)),
                                new JsonPart(row.bytes(4))))
                : new Entry(FirstPost.read(row));
    }

    /** What {@code lines} are together; nothing without the thread, whatever posts there are. */
    static Optional<Opening> of(List<Line> lines) {
        if (lines.isEmpty() || !(lines.getFirst() instanceof Head(ThreadRow thread))) {
            return Optional.empty();
        }
        return Optional.of(
                new Opening(
                        thread,
                        lines.stream()
                                .filter(Entry.class::isInstance)
                                .map(line -> ((Entry) line).post())
                                .toList()));
    }
}
