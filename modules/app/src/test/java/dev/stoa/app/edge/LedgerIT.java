package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger over HTTP: what moves, what doesn't, who sees it, and that it always adds up. */
class LedgerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEDGER = "/api/sessions/ledger";
    private static final String ADMIN = "Bearer admin:90";
    private static final String MODERATOR = "Bearer moderator:91";

    private static RunningNode node;
    private static int members = 100;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.with(NamedProvider.class, "rate-limits.profile", "off");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void everythingAddsUp() {
        assertThat(
                        node.database()
                                .rows(
                                        "select asset, sum(amount) from ledger_entries"
                                                + " group by asset having sum(amount) <> 0"))
                .isEmpty();
        assertThat(
                        node.database()
                                .rows(
                                        """
                                        select account, asset, b.amount, e.amount
                                          from balances b full join (
                                               select account, asset, sum(amount) as amount
                                                 from ledger_entries group by account, asset) e using (account, asset)
                                         where b.amount is distinct from e.amount
                                            or b.amount < 0 and account not like 'system:%'
                                        """))
                .isEmpty();
    }

    /** A new member, whose address ends in their id. */
    private static int member() {
        int id = members++;
        node.database()
                .execute(
                        "insert into users (id, address, username, display_name) values (%d, '%s', 'm%d', 'M')"
                                .formatted(id, address(id), id));
        return id;
    }

    private static String address(int member) {
        return "0x%040x".formatted(member);
    }

    private static HttpResponse<String> grant(int member, String amount) throws Exception {
        return post(
                ADMIN,
                "/grants",
                "{\"member\":\"%d\",\"asset\":\"credit\",\"amount\":\"%s\",\"reason\":\"why\"}"
                        .formatted(member, amount),
                UUID.randomUUID().toString());
    }

    private static HttpResponse<String> transfer(int from, int to, String amount, String key)
            throws Exception {
        return post(
                "Bearer member:" + from,
                "/transfers",
                "{\"toMember\":\"%d\",\"asset\":\"credit\",\"amount\":\"%s\",\"note\":\"n\"}"
                        .formatted(to, amount),
                key);
    }

    private static HttpResponse<String> post(String who, String path, String body, String key)
            throws Exception {
        return node.post(LEDGER + path, body, "Authorization", who, "Idempotency-Key", key);
    }

    private static HttpResponse<String> get(String who, String path) throws Exception {
        return node.get(path, "Authorization", who);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return JSON.readTree(answer.body());
    }

    private static String balance(int member) throws Exception {
        return json(get("Bearer member:" + member, "/api/sessions/balances/" + address(member)))
                .at("/balances/0/amount")
                .asText();
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        return answer.statusCode() + " " + JSON.readTree(answer.body()).path("code").asText();
    }

    @Test
    void valueComesFromTheMintAndMovesBetweenMembers() throws Exception {
        int one = member();
        int two = member();
        assertThat(grant(one, "100").statusCode()).isEqualTo(201);
        assertThat(balance(one)).isEqualTo("100");

        HttpResponse<String> moved = transfer(one, two, "30", "k");

        JsonNode transfer = json(moved);
        assertThat(moved.headers().firstValue("Location"))
                .contains(LEDGER + "/transfers/" + transfer.path("id").asText());
        assertThat(transfer.path("from").asText()).isEqualTo("member:" + one);
        assertThat(transfer.path("to").asText()).isEqualTo("member:" + two);
        assertThat(balance(one)).isEqualTo("70");
        assertThat(balance(two)).isEqualTo("30");
        assertThat(json(get("Bearer member:" + two, LEDGER + "/transfers/" + transfer.path("id").asText())))
                .isEqualTo(transfer);
        assertThat(moved.headers().firstValue("X-Query-Count")).contains("5");
    }

    @Test
    void aWalletsAddressNamesItsMember() throws Exception {
        int one = member();
        int two = member();
        grant(one, "5");

        HttpResponse<String> moved =
                post(
                        "Bearer member:" + one,
                        "/transfers",
                        "{\"toAddress\":\"%s\",\"asset\":\"credit\",\"amount\":\"5\"}"
                                .formatted(address(two).toUpperCase(java.util.Locale.ROOT).replace('X', 'x')),
                        "k");

        assertThat(json(moved).path("to").asText()).isEqualTo("member:" + two);
    }

    @Test
    void whatIsNotThereCannotBeGiven() throws Exception {
        int one = member();
        int two = member();
        assertThat(code(transfer(one, two, "1", "k"))).isEqualTo("409 insufficient-balance");
        grant(one, "10");
        assertThat(code(transfer(one, two, "11", "k"))).isEqualTo("409 insufficient-balance");
        assertThat(transfer(one, two, "10", "k").statusCode()).as("same key").isEqualTo(201);
        assertThat(code(transfer(one, two, "1", "l"))).isEqualTo("409 insufficient-balance");
        assertThat(code(transfer(one, two, "9".repeat(30), "m")))
                .isEqualTo("409 insufficient-balance");
    }

    @Test
    void aRetryNeverPaysTwiceEvenAfterItsAnswerIsForgotten() throws Exception {
        int one = member();
        int two = member();
        grant(one, "10");
        HttpResponse<String> first = transfer(one, two, "10", "k");
        HttpResponse<String> again = transfer(one, two, "10", "k");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");

        node.database().execute("delete from idempotency_keys");
        HttpResponse<String> late = transfer(one, two, "10", "k");

        assertThat(code(late)).isEqualTo("409 already-booked");
        assertThat(late.body()).contains("Transfer " + json(first).path("id").asText() + " ");
        grant(one, "10");
        assertThat(code(transfer(one, two, "10", "k"))).isEqualTo("409 already-booked");
        assertThat(balance(two)).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'asset':'credit','amount':'1'}",
                "{'toMember':'2','toAddress':'0x0000000000000000000000000000000000000002','asset':'credit','amount':'1'}",
                "{'toMember':'2','asset':'credit','amount':1}",
                "{'toMember':'2','asset':'credit','amount':'0'}",
                "{'toMember':'2','asset':'credit','amount':'-1'}",
                "{'toMember':'2','asset':'cr dit','amount':'1'}",
                "{'toMember':'2','asset':'сredit','amount':'1'}",
                "{'toMember':'2','asset':'credit','amount':'1','from':'member:1'}",
                "{'toMember':'2','asset':'credit','amount':'1','type':'grant'}",
                "{'toMember':'90','asset':'credit','amount':'1'}"
            })
    void anOrderThatSaysSomethingElseIsRefused(String body) throws Exception {
        node.database()
                .execute(
                        "insert into users (id, username, display_name) values (90, 'admin', 'A')"
                                + " on conflict do nothing");
        assertThat(post(ADMIN, "/transfers", body.replace('\'', '"'), "k").statusCode())
                .isEqualTo(422);
    }

    @Test
    void nobodyButAMemberGetsAnythingAndNobodyButAnAdminGrants() throws Exception {
        int one = member();
        grant(one, "10");
        assertThat(code(transfer(one, 99_999, "1", "k"))).isEqualTo("404 not-found");
        int gone = member();
        node.database().execute("update users set status = 'deleted' where id = " + gone);
        assertThat(code(transfer(one, gone, "1", "k"))).isEqualTo("404 not-found");
        for (String who : List.of(MODERATOR, "Bearer member:" + one)) {
            assertThat(
                            code(
                                    post(
                                            who,
                                            "/grants",
                                            "{\"member\":\"1\",\"asset\":\"a\",\"amount\":\"1\",\"reason\":\"r\"}",
                                            "k")))
                    .isEqualTo("403 forbidden");
        }
        assertThat(
                        code(
                                node.post(
                                        LEDGER + "/transfers",
                                        "{\"toMember\":\"1\",\"asset\":\"credit\",\"amount\":\"1\"}",
                                        "Authorization",
                                        "Bearer member:" + one)))
                .isEqualTo("400 idempotency-key-required");
    }

    @Test
    void othersLedgersAndBalancesAreNotThereButForModerators() throws Exception {
        int one = member();
        int two = member();
        int other = member();
        grant(one, "10");
        String id = json(transfer(one, two, "1", "k")).path("id").asText();
        String stranger = "Bearer member:" + other;
        for (String path :
                List.of(
                        LEDGER + "/transfers/" + id,
                        LEDGER + "?member=" + one,
                        "/api/sessions/balances/" + address(one))) {
            assertThat(get(stranger, path).statusCode()).as(path).isEqualTo(404);
            assertThat(get(MODERATOR, path).statusCode()).as(path).isEqualTo(200);
            assertThat(node.get(path).statusCode()).as(path).isEqualTo(401);
        }
        String three =
                "/api/sessions/balances?addresses="
                        + String.join(",", address(one), address(other), address(77_777));
        JsonNode own = json(get(stranger, three));
        assertThat(own.at("/items")).hasSize(1);
        assertThat(own.at("/missing/0").asText()).isEqualTo(address(one));
        JsonNode all = json(get(MODERATOR, three));
        assertThat(all.at("/items")).hasSize(2);
        assertThat(all.at("/items/0/address").asText()).isEqualTo(address(one));
        assertThat(all.at("/missing/0").asText()).isEqualTo(address(77_777));
    }

    @Test
    void entriesAreListedNewestFirstInOneStatementWhateverTheLimit() throws Exception {
        int one = member();
        int two = member();
        grant(one, "100");
        for (int i = 1; i <= 11; i++) {
            transfer(one, two, "" + i, "k" + i);
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            HttpResponse<String> page =
                    get("Bearer member:" + one, "/api/sessions/me/ledger?limit=5" + after);
            assertThat(page.headers().firstValue("X-Query-Count")).contains("1");
            JsonNode body = json(page);
            body.path("items").forEach(item -> seen.add(item.path("amount").asText()));
            after =
                    body.at("/page/next").isNull()
                            ? ""
                            : "&after=" + body.at("/page/next").asText();
        } while (!after.isEmpty());
        assertThat(seen)
                .containsExactly(
                        "-11", "-10", "-9", "-8", "-7", "-6", "-5", "-4", "-3", "-2", "-1", "100");
        HttpResponse<String> whole = get("Bearer member:" + one, LEDGER + "?limit=100");
        assertThat(whole.headers().firstValue("X-Query-Count")).contains("1");
        assertThat(json(whole).path("items")).hasSize(12);
        assertThat(json(get("Bearer member:" + one, LEDGER + "?type=grant")).path("items"))
                .hasSize(1);
        assertThat(json(get("Bearer member:" + one, LEDGER + "?asset=none")).path("items"))
                .isEmpty();
        assertThat(
                        json(get("Bearer member:" + one, LEDGER + "?to=2020-01-01T00%3A00%3A00Z"))
                                .path("items"))
                .isEmpty();
        assertThat(
                        json(get("Bearer member:" + one, LEDGER + "?from=2020-01-01T00:00:00Z"))
                                .path("items"))
                .hasSize(12);
        String cursor =
                json(get("Bearer member:" + one, LEDGER + "?limit=5")).at("/page/next").asText();
        assertThat(code(get("Bearer member:" + two, LEDGER + "?limit=5&after=" + cursor)))
                .isEqualTo("400 cursor-mismatch");
        assertThat(code(get("Bearer member:" + one, LEDGER + "?type=grant&after=" + cursor)))
                .isEqualTo("400 cursor-mismatch");
    }

    @Test
    void aBalanceCostsOneStatementThenNoneAndManyStillOne() throws Exception {
        int one = member();
        grant(one, "1");
        String path = "/api/sessions/balances/" + address(one);
        HttpResponse<String> cold = get("Bearer member:" + one, path);
        HttpResponse<String> warm = get("Bearer member:" + one, path);
        assertThat(cold.headers().firstValue("X-Query-Count")).contains("1");
        assertThat(warm.headers().firstValue("X-Query-Count")).contains("0");
        assertThat(warm.body()).isEqualTo(cold.body());
        HttpResponse<String> refreshed =
                node.post(path + "/refresh", "", "Authorization", "Bearer member:" + one);
        assertThat(refreshed.statusCode()).isEqualTo(200);
        assertThat(refreshed.headers().firstValue("X-Query-Count")).contains("1");
        StringBuilder hundred = new StringBuilder(address(one));
        for (int i = 0; i < 99; i++) {
            hundred.append(',').append(address(50_000 + i));
        }
        HttpResponse<String> many =
                get(MODERATOR, "/api/sessions/balances?addresses=" + hundred);
        assertThat(many.headers().firstValue("X-Query-Count")).contains("1");
        assertThat(
                        get(MODERATOR, "/api/sessions/balances?addresses=" + hundred + "," + address(3))
                                .statusCode())
                .isEqualTo(400);
        assertThat(get(MODERATOR, "/api/sessions/balances").statusCode()).isEqualTo(400);
    }

    @Test
    void crossingTransfersNeitherDeadlockNorLoseAnything() throws Exception {
        List<Integer> few = List.of(member(), member(), member(), member());
        for (int member : few) {
            grant(member, "50");
        }
        Random random = new Random(7);
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int from = random.nextInt(4);
            int to = (from + 1 + random.nextInt(3)) % 4;
            String key = "x" + i;
            String amount = "" + (1 + random.nextInt(20));
            all.add(
                    () ->
                            transfer(few.get(from), few.get(to), amount, key)
                                    .statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var future : threads.invokeAll(all)) {
                statuses.add(future.get());
            }
        }
        assertThat(statuses).containsOnly(201, 409).contains(201);
        assertThat(
                        node.database()
                                .number(
                                        "select sum(amount) from balances where account in ("
                                                + String.join(
                                                        ",",
                                                        few.stream()
                                                                .map(m -> "'member:" + m + "'")
                                                                .toList())
                                                + ")"))
                .isEqualTo(200);
        assertThat(
                        node.database()
                                .number(
                                        "select deadlocks from pg_stat_database"
                                                + " where datname = current_database()"))
                .isZero();
    }
}
