package dev.stoa.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;

/**
 * The requests of the traffic, each with the most statements it may cost; more fail it.
 *
 * @param seen gets what the caches did
 */
record Asks(Seen seen) {
    private static final String THREADS = "/api/forum/threads";
    private static final String KEY = "#{key}";

    ChainBuilder recent() {
        return exec(read("recent", THREADS + "?tab=recent&limit=20", 3));
    }

    ChainBuilder recentAsMember() {
        return exec(own("recent, signed in", THREADS + "?tab=recent&limit=20", 6));
    }

    ChainBuilder trending() {
        return exec(read("trending", THREADS + "?tab=trending&limit=20", 3));
    }

    ChainBuilder structure() {
        return exec(read("structure", "/api/forum/structures/#{structure}/threads?limit=20", 3));
    }

    ChainBuilder following() {
        return exec(own("following", THREADS + "?tab=following&limit=20", 6));
    }

    ChainBuilder thread() {
        return exec(read("thread", THREADS + "/#{thread}", 4));
    }

    ChainBuilder threadAsMember() {
        return exec(own("thread, signed in", THREADS + "/#{thread}", 7));
    }

    ChainBuilder posts() {
        return exec(read("posts", THREADS + "/#{thread}/posts?limit=20", 3));
    }

    ChainBuilder member() {
        return exec(read("member", "/api/forum/members/#{member}", 2));
    }

    ChainBuilder search() {
        return exec(read("search", "/api/forum/search?q=#{word}", 4));
    }

    ChainBuilder vote() {
        return vote("vote", "#{thread}");
    }

    /** All on one thread. */
    ChainBuilder voteOn(String thread) {
        return vote("vote, one thread", thread);
    }

    private ChainBuilder vote(String name, String thread) {
        return exec(
                write(http(name).put(THREADS + "/" + thread + "/vote"), 12)
                        .body(StringBody("{\"value\":#{vote}}"))
                        // 403: the voter's own thread
                        .check(status().in(200, 403)));
    }

    ChainBuilder post() {
        return exec(
                write(http("post").post(THREADS + "/#{thread}/posts"), 20)
                        .body(StringBody("{\"body\":\"Reply *#{number}* of a load test.\"}"))
                        // 403 and 409: a thread that is locked or was closed
                        .check(status().in(201, 403, 409)));
    }

    ChainBuilder mark() {
        return exec(
                write(http("read mark").put(THREADS + "/#{thread}/read"), 8)
                        .body(StringBody("{\"postNumber\":20}"))
                        .check(status().is(200)));
    }

    ChainBuilder peer() {
        return exec(
                write(http("peer session").post("/api/sessions/sessions"), 14)
                        .body(StringBody("{\"peer\":\"#{wallet}\",\"topic\":\"load\"}"))
                        .check(status().is(201)));
    }

    /** A batch of so many events. */
    ChainBuilder telemetry(int events) {
        return telemetry("telemetry", events);
    }

    /** The same by another name in the report. */
    ChainBuilder telemetry(String name, int events) {
        return exec(
                http(name)
                        .post("/api/telemetry/events")
                        .header("X-API-Key", KEY)
                        .header("Content-Type", "application/json")
                        .body(StringBody(_ -> Events.batch(events)))
                        .check(status().is(202)));
    }

    ChainBuilder health() {
        return exec(http("health").get("/health").check(status().is(200)));
    }

    private HttpRequestActionBuilder read(String name, String path, int mostStatements) {
        return get(name, path, mostStatements)
                .check(
                        header("X-Cache")
                                .withDefault("BYPASS")
                                .transform(outcome -> seen.shared(name, outcome)));
    }

    /** As a member. */
    private HttpRequestActionBuilder own(String name, String path, int mostStatements) {
        return get(name, path, mostStatements)
                .header("X-API-Key", KEY)
                .check(
                        header("X-Cache")
                                .withDefault("BYPASS")
                                .transform(outcome -> seen.own(name, outcome)));
    }

    private static HttpRequestActionBuilder get(String name, String path, int mostStatements) {
        return http(name)
                .get(path)
                .check(status().is(200))
                .check(header("X-Query-Count").transform(Integer::parseInt).lte(mostStatements));
    }

    private static HttpRequestActionBuilder write(
            HttpRequestActionBuilder request, int mostStatements) {
        return request.header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .check(header("X-Query-Count").transform(Integer::parseInt).lte(mostStatements));
    }
}
