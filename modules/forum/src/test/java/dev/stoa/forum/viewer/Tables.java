package dev.stoa.forum.viewer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the tables have of one viewer, put together in the plainest way, to hold the overlay
 * against.
 */
record Tables(
        Map<Long, String[]> threads,
        Map<Long, Long> authorsOfPosts,
        Map<Long, Integer> threadVotes,
        Map<Long, Integer> postVotes,
        Set<Long> favorites,
        Set<Long> followed,
        Map<Long, Integer> read,
        Map<Long, Instant> watermarks,
        Instant joined,
        Set<Long> mutedThreads,
        Set<Long> unwanted) {
    static Tables of(TestDatabase database, long viewer) {
        String own = " where user_id = " + viewer;
        Map<Long, String[]> threads = new HashMap<>();
        database.rows(
                        "select id, coalesce(user_id, 0), structure_id, last_post_number,"
                                + " to_char(last_post_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from threads")
                .forEach(row -> threads.put(id(row), row.split("\\|", -1)));
        Map<Long, Instant> watermarks = new HashMap<>();
        database.rows(
                        "select structure_id, to_char(read_until at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                + " from user_watermarks"
                                + own)
                .forEach(row -> watermarks.put(id(row), Instant.parse(row.split("\\|", -1)[1])));
        Set<Long> unwanted =
                ids(database, "select target_id from mutes" + own + " and target = 'member'");
        String live =
                " where blocker_id = " + viewer + " and (expires_at is null or expires_at > now())";
        unwanted.addAll(
                ids(
                        database,
                        "select blocked_id from blocks" + live + " and blocked_id is not null"));
        unwanted.addAll(
                ids(
                        database,
                        "select u.id from blocks b join users u on u.address = b.blocked_addr"
                                + live));
        return new Tables(
                threads,
                numbers(database, "select id, coalesce(user_id, 0) from posts"),
                ints(database, "select thread_id, value from thread_votes" + own),
                ints(database, "select post_id, value from post_votes" + own),
                ids(database, "select thread_id from favorites" + own),
                ids(database, "select target_id from follows" + own + " and target = 'thread'"),
                ints(database, "select thread_id, last_read_post_number from read_states" + own),
                watermarks,
                Instant.parse(
                        database.rows(
                                        "select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                                + " from users where id = "
                                                + viewer)
                                .getFirst()),
                ids(database, "select target_id from mutes" + own + " and target = 'thread'"),
                unwanted);
    }

    private static long id(String row) {
        return Long.parseLong(row.split("\\|", -1)[0]);
    }

    private static Set<Long> ids(TestDatabase database, String sql) {
        Set<Long> ids = new HashSet<>();
        database.rows(sql).forEach(row -> ids.add(Long.valueOf(row)));
        return ids;
    }

    private static Map<Long, Long> numbers(TestDatabase database, String sql) {
        Map<Long, Long> numbers = new HashMap<>();
        database.rows(sql)
                .forEach(row -> numbers.put(id(row), Long.valueOf(row.split("\\|", -1)[1])));
        return numbers;
    }

    private static Map<Long, Integer> ints(TestDatabase database, String sql) {
        Map<Long, Integer> ints = new HashMap<>();
        numbers(database, sql).forEach((id, number) -> ints.put(id, Math.toIntExact(number)));
        return ints;
    }

    private String[] thread(long id) {
        String[] thread = threads.get(id);
        if (thread == null) {
            throw new AssertionError("thread " + id);
        }
        return thread;
    }

    boolean isThreadUnwanted(long id) {
        return mutedThreads.contains(id) || unwanted.contains(Long.valueOf(thread(id)[1]));
    }

    boolean isPostUnwanted(long id) {
        return unwanted.contains(authorsOfPosts.get(id));
    }

    boolean isUnread(long id) {
        String[] thread = thread(id);
        Instant last = Instant.parse(thread[4]);
        boolean isNew =
                Arrays.asList(
                                joined,
                                Instant.now().minus(TestForum.UNREAD_DAYS, ChronoUnit.DAYS),
                                watermarks.getOrDefault(0L, Instant.EPOCH),
                                watermarks.getOrDefault(Long.valueOf(thread[2]), Instant.EPOCH))
                        .stream()
                        .allMatch(last::isAfter);
        return isNew
                && Integer.parseInt(thread[3]) > read.getOrDefault(id, 0)
                && !isThreadUnwanted(id);
    }

    ObjectNode ofThread(long id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("vote", threadVotes.getOrDefault(id, 0))
                .put("favorited", favorites.contains(id))
                .put("following", followed.contains(id))
                .put("lastReadPostNumber", read.getOrDefault(id, 0))
                .put("unread", isUnread(id));
    }

    ObjectNode ofPost(long id) {
        return JsonNodeFactory.instance.objectNode().put("vote", postVotes.getOrDefault(id, 0));
    }
}
