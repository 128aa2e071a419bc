package dev.stoa.forum.post;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.JsonPart;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;

/** Posts as whoever writes them is answered: in the transaction, and in threads not shown too. */
public final class WrittenPosts {
    static final Statement WRITTEN =
            Statement.of(
                    "forum.posts.written",
                    Budget.ms(5),
                    "select "
                            + PostListSql.COLUMNS
                            + "\n  from posts p join post_stats s on s.post_id = p.id\n"
                            + PostListSql.JOINS
                            + "\n where p.id = :id");

    private WrittenPosts() {}

    /** The post's JSON; one statement. */
    public static JsonPart json(Transaction in, long post) {
        return in.find(WRITTEN, PostRow::read, post).orElseThrow().body();
    }

    /** The post as an answer; one statement. */
    public static Body body(Transaction in, long post) {
        JsonPart part = json(in, post);
        return Json.body(json -> Json.value(json, part));
    }
}
