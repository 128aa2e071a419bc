package dev.stoa.load.run;

import dev.stoa.load.run.Loop.Request;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the gate asks for.
 *
 * @param threads ids of threads of more than a page of posts
 * @param structures ids
 * @param members ids
 * @param keys of members
 */
record Requests(
        List<String> threads, List<String> structures, List<String> members, List<String> keys) {
    static final String LIST = "/api/forum/threads?tab=recent&limit=20";
    private static final String THREADS = "/api/forum/threads";
    private static final String SIGNED_IN = ", signed in";

    /** All reads by name, each once. */
    Map<String, Request> reads() {
        Map<String, Request> reads = new LinkedHashMap<>();
        for (String tab : List.of("recent", "new", "trending", "top")) {
            read(reads, "threads " + tab, THREADS + "?limit=20&tab=" + tab);
        }
        read(
                reads,
                "threads of a structure",
                "/api/forum/structures/" + structures.getFirst() + "/threads?limit=20");
        read(
                reads,
                "threads of a member",
                "/api/forum/members/" + members.getFirst() + "/threads?limit=20");
        read(reads, "thread", THREADS + "/" + threads.getFirst());
        read(reads, "posts", THREADS + "/" + threads.getFirst() + "/posts?limit=20");
        read(reads, "related threads", THREADS + "/" + threads.getFirst() + "/related");
        read(reads, "posts of a member", "/api/forum/members/" + members.getFirst() + "/posts");
        read(reads, "member", "/api/forum/members/" + members.getFirst());
        read(reads, "members", "/api/forum/members?limit=20");
        read(reads, "structures", "/api/forum/structures");
        read(reads, "tags", "/api/forum/tags?limit=20");
        read(reads, "search", "/api/forum/search?q=the");
        for (String path :
                List.of(
                        THREADS + "?limit=20&tab=following",
                        "/api/forum/me/unread?limit=20",
                        "/api/forum/me/favorites?limit=20",
                        "/api/sessions/sessions?limit=20")) {
            reads.put(path + SIGNED_IN, new Request(path, keys.getFirst()));
        }
        return reads;
    }

    private void read(Map<String, Request> reads, String name, String path) {
        reads.put(name, new Request(path, ""));
        if (path.startsWith(THREADS) && !path.contains("related")) {
            reads.put(name + SIGNED_IN, new Request(path, keys.getFirst()));
        }
    }

    /** The statements behind each read once what is known of its asker is remembered. */
    Map<String, Integer> statements(Node node) throws IOException, InterruptedException {
        Map<String, Integer> statements = new LinkedHashMap<>();
        for (Map.Entry<String, Request> read : reads().entrySet()) {
            Request request = read.getValue();
            int fewest = Integer.MAX_VALUE;
            // What else happens on the node, jobs and the like, is not in an answer's count.
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer =
                        request.key().isEmpty()
                                ? node.get(request.path())
                                : node.get(request.path(), "X-API-Key", request.key());
                if (answer.statusCode() != 200) {
                    throw new IOException(
                            request.path()
                                    + " answers "
                                    + answer.statusCode()
                                    + " "
                                    + answer.body());
                }
                fewest =
                        Math.min(
                                fewest,
                                Integer.parseInt(
                                        answer.headers()
                                                .firstValue("X-Query-Count")
                                                .orElseThrow()));
            }
            statements.put(read.getKey(), fewest);
        }
        return statements;
    }

    List<Request> each(String before, List<String> ids, String after) {
        return ids.stream().map(id -> new Request(before + id + after, "")).toList();
    }
}
