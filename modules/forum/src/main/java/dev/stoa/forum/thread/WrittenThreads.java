package dev.stoa.forum.thread;

import dev.stoa.forum.post.WrittenPosts;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.time.InstantSource;

/** Threads as whoever writes them is answered: in the transaction, and whatever their state. */
public final class WrittenThreads {
    static final Statement WRITTEN =
            Statement.of(
                    "forum.threads.written", Budget.ms(5), ThreadStore.CARD + "where x.id = :id");
    private static final JsonPart OPEN = JsonPart.of("{");
    private static final JsonPart FIRST_POST = JsonPart.of(",\"firstPost\":");
    private static final JsonPart CLOSE = JsonPart.of("}");

    private final Structures structures;
    private final InstantSource clock;

    public WrittenThreads(Structures structures, InstantSource clock) {
        this.structures = structures;
        this.clock = clock;
    }

    /** The thread with its first post, whatever its state; two statements. */
    public Body body(Transaction in, long thread, long firstPost) {
        ThreadRow row = in.find(WRITTEN, ThreadRow::ranked, clock.instant(), thread).orElseThrow();
        JsonPart post = WrittenPosts.json(in, firstPost);
        return Json.body(
                json ->
                        Json.value(
                                json,
                                OPEN,
                                row.head(),
                                structures.tree().cardOf(row.structureId()),
                                row.tail(),
                                FIRST_POST,
                                post,
                                CLOSE));
    }
}
