package dev.stoa.sessions.peer;

import dev.stoa.platform.Role;
import dev.stoa.sessions.TestNode;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestDatabase;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Members of a test, who ask a node with keys of their own. */
public final class Folk {
    private static final AtomicLong COUNT = new AtomicLong(1_000);

    private Folk() {}

    /** One of them. */
    public record Member(long id, @Nullable String address, String key, TestClient http) {
        public Answer get(String path) {
            return http.get(path, "X-API-Key", key);
        }

        public Answer send(String method, String path, String json, String... headers) {
            String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
            all[headers.length] = "X-API-Key";
            all[headers.length + 1] = key;
            return http.send(method, path, json, all);
        }

        public Answer post(String path) {
            return send("POST", path, "");
        }

        /** Opens a session and answers its id. */
        public String opens(Member peer) {
            Answer answer =
                    send("POST", "/api/sessions/sessions", "{\"peer\":\"" + peer.address() + "\"}");
            if (answer.status() != 201) {
                throw new AssertionError(answer.body());
            }
            return answer.text("/id");
        }
    }

    /** A new member with an address. */
    public static Member member(TestDatabase database, TestNode node) {
        Member made = withoutAddress(database, node, Role.MEMBER);
        String address = "0x%040x".formatted(made.id());
        database.execute(
                "update users set address = '%s' where id = %d".formatted(address, made.id()));
        return new Member(made.id(), address, made.key(), node.http());
    }

    public static Member moderator(TestDatabase database, TestNode node) {
        return withoutAddress(database, node, Role.MODERATOR);
    }

    public static Member withoutAddress(TestDatabase database, TestNode node, Role role) {
        long id = TestNode.member(database, "folk" + COUNT.incrementAndGet(), role);
        String key = TestNode.key(database, id, "sessions:read", "sessions:write");
        return new Member(id, null, key, node.http());
    }
}
