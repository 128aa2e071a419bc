package dev.stoa.app.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.app.access.Community.Answer;
import dev.stoa.app.access.Community.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing of every kind that belongs to one member, each with a word that nobody else sees. */
final class OwnedThings {
    /** In every text of the owner's that is theirs alone. */
    static final String WORD = "xyzzy-of-the-owner";

    /** What stands for a parameter where nobody's things are asked for. */
    private static final Map<String, String> SHARED =
            Map.of(
                    "/problems/{slug}", "not-found",
                    "/docs/{file}", "docs.js",
                    "/api/forum/tags/{slug}", "none",
                    "/api/telemetry/partitions/{name}", "telemetry_events_2001_01",
                    "/api/sessions/blocks/{address}", "0x00000000000000000000000000000000000000aa");

    /** Bodies that a route takes from the owner; where none is named, the usual one. */
    private static final Map<String, String> BODIES =
            Map.of(
                    "PATCH /api/forum/collections/{id}", "{\"title\":\"taken\"}",
                    "POST /api/forum/collections/{id}/items", "{\"items\":[{\"title\":\"taken\"}]}",
                    "PATCH /api/forum/collections/{id}/items",
                            "{\"items\":[{\"id\":\"1\",\"title\":\"taken\"}]}",
                    "PUT /api/forum/collections/{id}/order", "{\"itemIds\":[\"1\"]}",
                    "PUT /api/forum/collections/{id}/progress",
                            "{\"itemIds\":[\"1\"],\"done\":true}");

    private final Map<String, String> owned = new LinkedHashMap<>();

    private OwnedThings() {}

    /** Makes one of every kind. */
    static OwnedThings of(Community community, Visitor owner, Visitor admin) throws Exception {
        OwnedThings things = new OwnedThings();
        Visitor peer = community.member("peer", "member");
        String session =
                made(
                        community,
                        owner,
                        "/api/sessions/sessions",
                        "{\"peer\":\"" + peer.address() + "\",\"topic\":\"" + WORD + "\"}");
        things.owned.put("/api/sessions/sessions/{id}", session);
        things.owned.put(
                "/api/sessions/api-keys/{id}",
                made(
                        community,
                        owner,
                        "/api/sessions/api-keys",
                        "{\"name\":\"" + WORD + "\",\"scopes\":[\"forum:read\"]}"));
        things.owned.put(
                "/api/sessions/reports/{id}",
                made(
                        community,
                        owner,
                        "/api/sessions/reports",
                        "{\"targetType\":\"member\",\"targetId\":\""
                                + peer.id()
                                + "\",\"reason\":\"other\",\"details\":\""
                                + WORD
                                + "\"}"));
        things.owned.put(
                "/api/forum/collections/{id}",
                made(
                        community,
                        owner,
                        "/api/forum/collections",
                        "{\"title\":\"" + WORD + "\",\"published\":false}"));
        things.owned.put(
                "/api/sessions/auth/sessions/{id}",
                community.get(owner, "/api/sessions/auth/sessions").text("/items/0/id"));
        made(
                community,
                admin,
                "/api/sessions/ledger/grants",
                "{\"member\":\""
                        + owner.id()
                        + "\",\"asset\":\"points\",\"amount\":\"100\",\"reason\":\""
                        + WORD
                        + "\"}",
                "Idempotency-Key",
                "grant");
        things.owned.put(
                "/api/sessions/ledger/transfers/{id}",
                made(
                        community,
                        owner,
                        "/api/sessions/ledger/transfers",
                        "{\"toMember\":\""
                                + peer.id()
                                + "\",\"asset\":\"points\",\"amount\":\"1\",\"note\":\""
                                + WORD
                                + "\"}",
                        "Idempotency-Key",
                        "transfer"));
        things.owned.put("/api/sessions/balances/{address}", owner.address());
        things.owned.put("/api/forum/posts/{id}/revisions", revised(community, owner));
        Answer profile =
                community.ask(
                        owner,
                        "PATCH",
                        "/api/sessions/me",
                        "{\"email\":\"" + WORD + "@example.org\"}");
        require(profile, 200);
        return things;
    }

    /** A post that no longer has the word, in a thread beside a draft that has it. */
    private static String revised(Community community, Visitor owner) {
        String forum = "";
        for (JsonNode each : community.get(owner, "/api/forum/structures").json().at("/items")) {
            forum = each.get("kind").asText().equals("forum") ? each.get("id").asText() : forum;
        }
        String thread = "{\"structureId\":\"%s\",\"title\":\"%s\",\"body\":\"%s\",\"draft\":%s}";
        made(community, owner, "/api/forum/threads", thread.formatted(forum, WORD, WORD, true));
        String post =
                made(
                        community,
                        owner,
                        "/api/forum/threads/"
                                + made(
                                        community,
                                        owner,
                                        "/api/forum/threads",
                                        thread.formatted(forum, "A thread", "Its text", false))
                                + "/posts",
                        "{\"body\":\"" + WORD + "\"}");
        require(
                community.ask(owner, "PATCH", "/api/forum/posts/" + post, "{\"body\":\"Another\"}"),
                200);
        return post;
    }

    private static String made(
            Community community, Visitor who, String path, String body, String... headers) {
        Answer answer = community.ask(who, "POST", path, body, headers);
        require(answer, 201);
        return answer.text("/id");
    }

    private static void require(Answer answer, int status) {
        if (answer.status() != status) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
    }

    /** Whether it is known what to ask the route for. */
    boolean knows(String template) {
        return owned(template) != null
                || SHARED.containsKey(template)
                || template.startsWith("/api/forum/")
                || template.startsWith("/api/sessions/members/")
                || template.startsWith("/api/sessions/blocks/members/");
    }

    /** Whether the route is for a thing of the owner's alone. */
    boolean isOwned(String template) {
        return owned(template) != null;
    }

    private @Nullable String owned(String template) {
        for (Map.Entry<String, String> each : owned.entrySet()) {
            if (template.equals(each.getKey()) || template.startsWith(each.getKey() + "/")) {
                return each.getValue();
            }
        }
        return null;
    }

    /** The route's path for the owner's thing, or for something shared. */
    String path(String template) {
        String value = owned(template);
        if (value == null) {
            value = SHARED.getOrDefault(template, "1");
        }
        return template.replaceAll("\\{[^}]*}", value)
                + (template.equals("/api/sessions/blocks/check")
                                || template.equals("/api/sessions/balances")
                        ? "?addresses=0x00000000000000000000000000000000000000aa"
                        : "");
    }

    /** A body that would do for the owner: it is the owner that must be missed. */
    String body(String operation) {
        return BODIES.getOrDefault(operation, "{\"topic\":\"taken\"}");
    }

    boolean isToldIn(String body) {
        return body.contains(WORD);
    }

    /** The owner's things that are not there any more for the owner. */
    List<String> missing(Community community, Visitor owner) {
        List<String> missing = new ArrayList<>();
        for (String template :
                Set.of(
                        "/api/sessions/sessions/{id}",
                        "/api/sessions/ledger/transfers/{id}",
                        "/api/forum/collections/{id}")) {
            if (community.get(owner, path(template)).status() != 200) {
                missing.add(template);
            }
        }
        return missing;
    }
}
