package dev.stoa.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.app.access.Community.Answer;
import dev.stoa.app.access.Community.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route of the document, by every role, key and owner: nobody gets past what it says. */
class AccessMatrixIT {
    private static final List<String> SCOPES =
            List.of(
                    "forum:read",
                    "forum:write",
                    "sessions:read",
                    "sessions:write",
                    "telemetry:read",
                    "telemetry:write");
    private static final List<String> RANKS = List.of("anon", "member", "moderator", "admin");

    private static Community community;
    private static Visitor owner;
    private static Visitor other;
    private static Visitor moderator;
    private static Visitor admin;
    private static OwnedThings things;
    private static final List<Operation> OPERATIONS = new ArrayList<>();

    /**
     * An operation of the document.
     *
     * @param role least role; {@code anon} for none
     * @param scope that a key needs; empty where no key will do
     * @param open whether the document names no security at all
     */
    private record Operation(
            String method, String path, String role, String scope, boolean open, boolean body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        community = Community.start();
        owner = community.member("owner", "member");
        other = community.member("other", "member");
        moderator = community.member("moderator", "moderator");
        admin = community.member("admin", "admin");
        things = OwnedThings.of(community, owner, admin);
        JsonNode document = community.get(Visitor.ANON, "/openapi").json();
        document.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                method ->
                                                        OPERATIONS.add(
                                                                operation(
                                                                        method.getKey(),
                                                                        path.getKey(),
                                                                        method.getValue()))));
    }

    @AfterAll
    static void stop() {
        community.close();
    }

    private static Operation operation(String method, String path, JsonNode described) {
        String scope = "";
        boolean anonymous = false;
        for (JsonNode requirement : described.path("security")) {
            scope = requirement.has("apiKey") ? requirement.at("/apiKey/0").asText() : scope;
            anonymous |= requirement.isEmpty();
        }
        boolean open = !described.has("security");
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                open || anonymous ? "anon" : described.path("x-stoa-role").asText("member"),
                scope,
                open,
                described.has("requestBody"));
    }

    /** Whether asking it with a body that can't be accepted shows who may ask without an effect. */
    private static boolean isHarmless(Operation operation) {
        return operation.method().equals("GET") || operation.body();
    }

    private static Answer ask(Visitor who, Operation operation) {
        return community.ask(
                who,
                operation.method(),
                things.path(operation.path()),
                operation.body() ? "{\"no-such-field\":1}" : "");
    }

    @Test
    void theDocumentSaysWhoMayAskEachRoute() {
        assertThat(OPERATIONS).hasSizeGreaterThan(50);
        assertThat(OPERATIONS)
                .filteredOn(
                        each ->
                                each.path().startsWith("/api/sessions/")
                                        && !each.path().equals("/api/sessions/limits")
                                        && !each.path().startsWith("/api/sessions/auth/"))
                .allSatisfy(each -> assertThat(each.role()).as("%s", each).isNotEqualTo("anon"));
    }

    @Test
    void aRoleBelowWhatARouteNeedsIsRefusedAndOthersAreNot() {
        Map<String, Visitor> visitors = new LinkedHashMap<>();
        visitors.put("anon", Visitor.ANON);
        visitors.put("member", other);
        visitors.put("moderator", moderator);
        visitors.put("admin", admin);
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Operation operation : OPERATIONS) {
            for (Map.Entry<String, Visitor> visitor : visitors.entrySet()) {
                boolean may = rank(visitor.getKey()) >= rank(operation.role());
                if (may && !isHarmless(operation)) {
                    continue;
                }
                int status = ask(visitor.getValue(), operation).status();
                int refusal = visitor.getKey().equals("anon") ? 401 : 403;
                boolean refused = status == refusal;
                if (refused == may && !isItsOwnRefusal(operation, status)) {
                    wrong.add(visitor.getKey() + " " + operation + ": " + status);
                }
                if (status >= 500) {
                    wrong.add(visitor.getKey() + " " + operation + ": " + status);
                }
                asked++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(150);
    }

    private static int rank(String role) {
        assertThat(RANKS).contains(role);
        return RANKS.indexOf(role);
    }

    /** Lists with parts for the signed-in alone refuse those by themselves. */
    private static boolean isItsOwnRefusal(Operation operation, int status) {
        return operation.open() && status == 401;
    }

    @Test
    void aKeyWithoutTheScopeOfARouteIsRefused() {
        Map<String, Visitor> keys = new LinkedHashMap<>();
        for (String scope : SCOPES) {
            keys.put(scope, community.key(admin, scope));
        }
        List<String> wrong = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            if (operation.open()) {
                continue;
            }
            for (Map.Entry<String, Visitor> key : keys.entrySet()) {
                boolean may = key.getKey().equals(operation.scope());
                boolean anyKey = operation.scope().isEmpty() && operation.role().equals("anon");
                if (anyKey || (may && !isHarmless(operation))) {
                    continue;
                }
                int status = ask(key.getValue(), operation).status();
                if ((status == 403) == may) {
                    wrong.add("key of " + key.getKey() + " " + operation + ": " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRouteWithAParameterHasAThingOfTheOwnerToAskFor() {
        assertThat(OPERATIONS)
                .filteredOn(each -> each.path().contains("{"))
                .allSatisfy(each -> assertThat(things.knows(each.path())).as(each.path()).isTrue());
    }

    @Test
    void whatIsTheOwnersIsNotThereForOthers() {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            if (things.isOwned(operation.path())) {
                Answer answer =
                        community.ask(
                                other,
                                operation.method(),
                                things.path(operation.path()),
                                operation.body()
                                        ? things.body(operation.method() + " " + operation.path())
                                        : "");
                boolean hidden = answer.status() == 404 || answer.status() == 403;
                if (!hidden || things.isToldIn(answer.body())) {
                    wrong.add(operation + ": " + answer.status() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(things.missing(community, owner)).isEmpty();
    }

    @Test
    void noAnswerToOthersHoldsAWordOfTheOwners() {
        TreeSet<String> leaks = new TreeSet<>();
        for (Operation operation : OPERATIONS) {
            if (operation.method().equals("GET")) {
                for (Visitor visitor : List.of(Visitor.ANON, other)) {
                    Answer answer = ask(visitor, operation);
                    if (things.isToldIn(answer.body())) {
                        leaks.add(visitor + " " + operation);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
    }
}
