package dev.stoa.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.app.access.Community.Answer;
import dev.stoa.app.access.Community.Visitor;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Route;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies nobody should send, to every route that takes one, by those who may. */
class BodiesIT {
    private static final List<String> PRIVILEGED =
            List.of(
                    "id",
                    "userId",
                    "user_id",
                    "memberId",
                    "owner",
                    "isAdmin",
                    "is_admin",
                    "role",
                    "status",
                    "karma",
                    "balance",
                    "amount",
                    "version",
                    "createdAt",
                    "isRemoved",
                    "limitPolicy",
                    "limit_policy",
                    "load",
                    "reporterId",
                    "aId",
                    "a_addr",
                    "address",
                    "banned",
                    "password",
                    "__proto__",
                    "constructor",
                    "Role",
                    "ROLE",
                    "role ",
                    "r\\u006fle\\u0000");

    private static final List<String> NONSENSE =
            List.of(
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"a\\u0000b\"",
                    "\"\\u001b[2J\"",
                    "{\"a\":\"\\u0000\"}",
                    "{\"a\":1e999999}",
                    "{\"a\":" + "9".repeat(500) + "}",
                    "9223372036854775808",
                    "1e400",
                    "-0.0",
                    "[[[]]]",
                    "[null]",
                    "[\"\\u0000\"]",
                    "{}{}",
                    "true false");

    private static final String SNAPSHOT =
            """
            select md5(string_agg(t.line, '|' order by t.line)) from (
                select 'u' || id || role || status || coalesce(address, '') || username as line from users
                union all select 'k' || id || limit_policy || is_active || scopes::text from api_keys
                union all select 'b' || account || asset || amount from balances
                union all select 'n' || count(*) from bans
                union all select 'r' || id || status from reports
                union all select 'p' || count(*) from peer_sessions) t
            """;

    private static Community community;
    private static List<Route> taking;
    private static Visitor admin;

    @BeforeAll
    static void start() throws Exception {
        community = Community.start();
        admin = community.member("admin", "admin");
        taking =
                community.node().node().routes().stream()
                        .filter(route -> route.isOn(Route.Listener.PUBLIC))
                        .filter(route -> !route.fields().isEmpty())
                        .toList();
    }

    @AfterAll
    static void stop() {
        community.close();
    }

    private static Answer send(Route route, String body) {
        String path =
                route.path()
                        .replace("{address}", "0x00000000000000000000000000000000000000aa")
                        .replaceAll("\\{[^}]*}", "1");
        return community.ask(
                admin, route.method(), path, body, "Idempotency-Key", "k", "If-Match", "\"v0\"");
    }

    @Test
    void privilegedFieldsAreRefusedWhereTheyAreNotAskedForAndChangeNothing() throws Exception {
        // Whoever asks first is seen, and that is written down.
        String before = community.value(SNAPSHOT);
        List<String> wrong = new ArrayList<>();
        for (Route route : taking) {
            for (String field : PRIVILEGED) {
                if (route.fields().stream().noneMatch(each -> each.name().equals(field))) {
                    Answer answer = send(route, "{\"" + field + "\":\"admin\"}");
                    if (answer.status() != 422
                            || !answer.body().contains("\"unknown\"")
                            || !answer.text("/code").equals("invalid-field")) {
                        wrong.add(route.method() + " " + route.path() + " " + field + answer);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(taking).hasSizeGreaterThan(8);
        assertThat(community.value(SNAPSHOT)).isEqualTo(before);
    }

    @Test
    void whatIsNoObjectOfJsonIsRefusedByEveryRoute() {
        List<String> wrong = new ArrayList<>();
        for (Route route : taking) {
            for (String body : rubbish(route)) {
                Answer answer = send(route, body);
                boolean problem =
                        answer.headers()
                                .firstValue("Content-Type")
                                .orElse("")
                                .startsWith("application/problem+json");
                boolean told =
                        answer.body().contains("Exception")
                                || answer.body().contains("jackson")
                                || answer.body().contains("org.")
                                || answer.body().contains("select ");
                if (answer.status() < 400 || answer.status() >= 500 || !problem || told) {
                    wrong.add(
                            route.method()
                                    + " "
                                    + route.path()
                                    + " "
                                    + body.substring(0, Math.min(60, body.length()))
                                    + " -> "
                                    + answer.status()
                                    + " "
                                    + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> rubbish(Route route) {
        String field = route.fields().getFirst().name();
        List<String> bodies =
                new ArrayList<>(
                        List.of(
                                "{",
                                "[]",
                                "null",
                                "1",
                                "\"text\"",
                                "{} {}",
                                "{\"" + field + "\":}",
                                "{'" + field + "':1}",
                                "\uFEFF{}x",
                                "<xml/>",
                                "a=b",
                                "[".repeat(100_000 / 2),
                                "{\"" + field + "\":" + "[".repeat(40) + "]".repeat(40) + "}",
                                "{\"x\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(40) + "}",
                                "{\"" + field + "\":1,\"" + field + "\":2}",
                                "{\"pad\":\"" + "x".repeat(300_000) + "\"}"));
        return bodies;
    }

    /** What no field can mean, whatever its form; the answer has to say so of that very field. */
    @Test
    void whatNobodyCanMeanIsRefusedOfEachField() {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (Route route : taking) {
            for (Field field : route.fields()) {
                for (String value : NONSENSE) {
                    Answer answer = send(route, "{\"" + field.name() + "\":" + value + "}");
                    boolean isMalformed = answer.text("/code").equals("invalid-body");
                    boolean isNamed =
                            answer.status() == 422 && answer.body().contains("\"/" + field.name());
                    if (!isMalformed && !isNamed) {
                        wrong.add(route.path() + " " + field.name() + ":" + value + " " + answer);
                    }
                    tried++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(300);
    }
}
