package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Listener;
import dev.stoa.testkit.TestClient;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documents against the routes, and the answers against the documents. */
class OpenApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static DemoNode node;
    private static String token = "";

    @BeforeAll
    static void start() throws Exception {
        node =
                DemoNode.start(
                        Map.of(
                                "rate-limits.profile",
                                "on",
                                "rate-limits.read.anonymous",
                                "100000/1m",
                                "rate-limits.write.anonymous",
                                "100000/1m",
                                "rate-limits.read.member",
                                "100000/1m",
                                // Streams are read to their end.
                                "live.max-age",
                                "1s",
                                "telemetry.live-max-age",
                                "1s",
                                "profile",
                                "dev"));
        token = AdminLogin.header(node);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "ADMIN"})
    void aDocumentIsParsedWithoutAnythingToSay(Listener listener) throws Exception {
        HttpResponse<String> answer = ask(listener, "/openapi");

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(answer.body());

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "ADMIN"})
    void aDocumentHasItsListenersRoutesAndNoOther(Listener listener) throws Exception {
        Set<String> routes = new HashSet<>();
        for (Route route : node.node().routes()) {
            if (route.isOn(listener)) {
                routes.add(route.method() + " " + route.path());
            }
        }

        Set<String> described = new HashSet<>();
        document(listener)
                .get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        described.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey())));

        assertThat(described).contains("GET /openapi", "GET /docs").isEqualTo(routes);
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "ADMIN"})
    void everyReferenceLeadsSomewhereAndEveryOperationHasANameOfItsOwn(Listener listener)
            throws Exception {
        JsonNode document = document(listener);

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference ->
                                assertThat(document.at(reference.substring(1)).isMissingNode())
                                        .as(reference)
                                        .isFalse());
        assertThat(document.findValuesAsText("operationId")).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "ADMIN"})
    void everyAnswerIsAsItsSchemaSays(Listener listener) throws Exception {
        JsonNode document = document(listener);
        List<String> faults = new ArrayList<>();
        for (Route route : node.node().routes()) {
            if (route.isOn(listener) && route.method().equals("GET")) {
                for (String path : examples(route.path())) {
                    ask(listener, path, document, route.path(), faults);
                }
            }
        }

        assertThat(faults).isEmpty();
    }

    private static void ask(
            Listener listener, String path, JsonNode document, String template, List<String> faults)
            throws Exception {
        HttpResponse<String> answer = ask(listener, path);
        JsonNode content =
                document.get("paths").get(template).at("/get/responses/200").get("content");
        String type = answer.headers().firstValue("Content-Type").orElse("none").split(";", -1)[0];
        if (answer.statusCode() != 200) {
            faults.add(path + " answered " + answer.statusCode() + " " + answer.body());
        } else if (!content.has(type)) {
            faults.add(path + " came as " + type);
        } else if (type.equals("application/json")) {
            SchemaCheck.faults(
                            document, content.get(type).get("schema"), JSON.readTree(answer.body()))
                    .forEach(fault -> faults.add(path + ": " + fault));
        }
    }

    /** Addresses to ask a route at: threads of each kind and order, and one of everything else. */
    private static List<String> examples(String template) throws Exception {
        return switch (template) {
            case "/api/forum/threads" ->
                    List.of(
                            template + "?limit=100",
                            template + "?tab=recent&count=estimate",
                            template + "?tab=new&kind=clip&count=bounded",
                            template + "?tab=top&period=year&page=2",
                            template + "?ids=1,2,3,999999999",
                            next(template + "?tab=trending&limit=5"));
            case "/api/forum/threads/{id}/posts" ->
                    List.of(
                            "/api/forum/threads/1/posts?sort=tree",
                            "/api/forum/threads/1/posts?sort=top&limit=100");
            case "/api/forum/search" ->
                    List.of(
                            template + "?q=game&limit=100",
                            next(template + "?q=game&limit=5"),
                            template + "?q=gmae+serevr",
                            template + "?q=server+problem&type=posts",
                            template + "?q=a&type=members",
                            template + "?q=a&type=tags",
                            template + "?q=the");
            case "/api/forum/events" -> List.of(template + "?topics=thread:1,feed:hot");
            case "/api/forum/tags/{slug}" ->
                    List.of(
                            "/api/forum/tags/"
                                    + JSON.readTree(node.get("/api/forum/tags").body())
                                            .at("/items/0/slug")
                                            .asText());
            case "/api/forum/notifications" -> List.of(told(template));
            case "/api/forum/me/progress" -> List.of(begun(template));
            case "/api/forum/operations/{id}" -> List.of(template.replace("{id}", operation()));
            case "/api/forum/moderation/queue" -> List.of(template, template + "?state=removed");
            case "/api/ops/jobs/{name}" -> List.of("/api/ops/jobs/platform.job-runs.trim");
            case "/api/ops/caches/{name}" -> List.of("/api/ops/caches/threads-recent");
            case "/api/ops/findings" -> List.of(template, found(template));
            case "/api/ops/jobs/{name}/runs" ->
                    List.of("/api/ops/jobs/platform.job-runs.trim/runs?limit=100");
            case "/api/ops/optimizations/{id}" -> List.of(optimization());
            case "/api/ops/flags/{name}" -> List.of("/api/ops/flags/cache.early-refresh");
            case "/api/ops/statements/{name}" ->
                    List.of("/api/ops/statements/forum.threads.recent");
            case "/api/ops/indexes/builds/{id}" -> List.of(template.replace("{id}", build()));
            case "/api/sessions/ledger/transfers/{id}" ->
                    List.of(template.replace("{id}", grant()));
            case "/api/sessions/balances", "/api/sessions/blocks/check" ->
                    List.of(template + "?addresses=" + address() + ",0x" + "0".repeat(40));
            case "/api/sessions/balances/{address}" ->
                    List.of(template.replace("{address}", address()));
            case "/api/telemetry/events" ->
                    List.of(
                            template + month() + "&limit=100",
                            next(template + month() + "&type=page.view&limit=5"));
            case "/api/telemetry/live" -> List.of(template + "?types=*");
            case "/api/telemetry/aggregate" ->
                    List.of(
                            template + month() + "&interval=day&groupBy=type",
                            template + week() + "&metric=p95&field=props.ms",
                            template + week() + "&metric=uniq&field=address&groupBy=props.page");
            case "/problems/{slug}" -> List.of("/problems/not-found");
            case "/docs/{file}" ->
                    List.of(
                            "/docs/docs.js",
                            "/docs/swagger-ui.css",
                            "/docs/swagger-ui-bundle.js",
                            "/docs/favicon-32x32.png");
            default -> List.of(template.replace("{id}", "1"));
        };
    }

    /** An index that was asked for. */
    private static String optimization() {
        return new TestClient(node.node().adminPort())
                .send(
                        "POST",
                        "/database/optimize",
                        "{\"actions\":[\"analyze\",\"ensure-partitions\"],\"dryRun\":true}")
                .header("Location");
    }

    private static String build() {
        node.database()
                .execute(
                        """
                insert into index_builds (action, index_name, table_name, ddl, status)
                values ('drop', 'idx_gone', 'threads', 'drop index concurrently if exists idx_gone', 'succeeded')
                """);
        return "1";
    }

    /** The events of the made-up community's last month, in whole days. */
    private static String month() {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return "?from=" + day.minus(30, ChronoUnit.DAYS) + "&to=" + day;
    }

    private static String week() {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return "?from=" + day.minus(7, ChronoUnit.DAYS) + "&to=" + day;
    }

    private static String operation() {
        return node.database()
                .rows(
                        """
                        insert into thread_operations (kind, thread_id, into_id, moderator_id, state, ended_at)
                        values ('merge', 1, 2, 1, 'failed', now()) returning id""")
                .getFirst();
    }

    private static String address() {
        return node.database()
                .rows("select min(address) from users where status = 'active'")
                .getFirst();
    }

    /** Value of nothing for the admin, as the made-up ledger may have none of theirs. */
    private static String grant() throws Exception {
        return JSON.readTree(
                        new TestClient(node.node().httpPort())
                                .send(
                                        "POST",
                                        "/api/sessions/ledger/grants",
                                        "{\"member\":\"1\",\"asset\":\"points\",\"amount\":\"1\",\"reason\":\"a test\"}",
                                        "Authorization",
                                        token,
                                        "Idempotency-Key",
                                        "once")
                                .body())
                .at("/id")
                .asText();
    }

    /** The admin is told of something, by a member and by a moderator. */
    private static String told(String list) {
        node.database()
                .execute(
                        """
                        insert into notifications (user_id, kind, actor_id, thread_id, post_id, action, note)
                        select u.id, k.kind, 2, 1, k.post, k.action, k.note
                          from users u
                         cross join (values ('reply', 1, null, null), ('moderation', null, 'thread-locked', 'So.'))
                               k(kind, post, action, note)
                         where u.role = 'admin'
                        """);
        return list;
    }

    /** Something that was found, on a node, and is over. */
    private static String found(String list) {
        node.database()
                .execute(
                        """
                        insert into findings (kind, subject, node, summary, advice, confidence_score, resolved_at)
                        values ('test-kind', 'a', 'n', 'Seen.', 'Do.', 0.5, now())
                        """);
        return list + "?state=all&sort=discovered&limit=100";
    }

    /** The admin has begun a collection. */
    private static String begun(String list) {
        node.database()
                .execute(
                        "insert into collection_progress (user_id, collection_id, done_count) select id, 1, 3 from users where role = 'admin' on conflict do nothing");
        return list;
    }

    private static String next(String list) throws Exception {
        return list
                + "&after="
                + JSON.readTree(ask(Listener.PUBLIC, list).body()).at("/page/next").asText();
    }

    @Test
    void theReportThatMetricsGiveAsJsonIsAsItsSchemaSays() throws Exception {
        JsonNode document = document(Listener.ADMIN);
        HttpResponse<String> answer = node.admin("/metrics", "Accept", "application/json");

        assertThat(
                        SchemaCheck.faults(
                                document,
                                document.at("/components/schemas/PerformanceReport"),
                                JSON.readTree(answer.body())))
                .isEmpty();
    }

    @Test
    void aDocumentedDefaultIsWhatNothingSaidMeans() throws Exception {
        int tried = 0;
        JsonNode document = document(Listener.PUBLIC);
        for (var path : document.get("paths").properties()) {
            for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                JsonNode fallback = parameter.at("/schema/default");
                if (!fallback.isMissingNode()) {
                    String plain = plain(path.getKey());
                    String said =
                            plain
                                    + (plain.contains("?") ? "&" : "?")
                                    + parameter.get("name").asText()
                                    + "="
                                    + fallback.asText();
                    assertThat(ask(Listener.PUBLIC, said).headers().firstValue("ETag"))
                            .as(said)
                            .isPresent()
                            .isEqualTo(ask(Listener.PUBLIC, plain).headers().firstValue("ETag"));
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(10);
    }

    /** An address with nothing but what must be said. */
    private static String plain(String template) {
        return switch (template) {
            case "/api/forum/search" -> template + "?q=game";
            case "/api/telemetry/events", "/api/telemetry/aggregate" -> template + month();
            default -> template.replace("{id}", "1");
        };
    }

    @Test
    void aProblemIsAsTheDocumentSays() throws Exception {
        JsonNode document = document(Listener.PUBLIC);
        JsonNode schema = document.at("/components/schemas/Problem");
        for (String path :
                List.of(
                        "/api/forum/threads?limit=0&sort=x",
                        "/api/forum/threads/999999999",
                        "/api/forum/threads?tab=following",
                        "/api/forum/threads?after=forged",
                        "/nothing")) {
            HttpResponse<String> answer = node.get(path);
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(SchemaCheck.faults(document, schema, JSON.readTree(answer.body())))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void theHeadersOfAnAnswerAreThoseOfTheDocument() throws Exception {
        HttpResponse<String> answer = node.get("/api/forum/threads?limit=3");
        JsonNode headers =
                document(Listener.PUBLIC)
                        .at("/paths/~1api~1forum~1threads/get/responses/200/headers");
        List<String> documented = new ArrayList<>();
        headers.fieldNames().forEachRemaining(documented::add);

        assertThat(documented).contains("ETag", "X-Cache", "Link", "Server-Timing");
        assertThat(answer.headers().map().keySet())
                .containsAll(
                        documented.stream()
                                .filter(name -> !name.equals("Age"))
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toList());
    }

    @Test
    void thePageRunsOnlyWhatComesFromHereAndIsNotSentTwice() throws Exception {
        HttpResponse<String> page = node.get("/docs");
        HttpResponse<String> script =
                node.get("/docs/swagger-ui-bundle.js", "Accept-Encoding", "gzip");
        String etag = script.headers().firstValue("ETag").orElseThrow();

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .contains("default-src 'none'", "script-src 'self'")
                                        .doesNotContain("unsafe"));
        assertThat(page.body()).contains("/docs/swagger-ui-bundle.js", "/docs/docs.js");
        assertThat(script.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(script.headers().firstValue("Content-Type"))
                .contains("text/javascript; charset=utf-8");
        assertThat(node.get("/docs/swagger-ui-bundle.js", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        assertThat(node.get("/docs/docs.html").statusCode()).isEqualTo(404);
        assertThat(node.get("/docs/..%2fdocs.js").statusCode()).isBetween(400, 404);
    }

    private static HttpResponse<String> ask(Listener listener, String path) throws Exception {
        return switch (listener) {
            case PUBLIC -> node.get(path, "Authorization", token);
            case ADMIN, BOTH -> node.admin(path);
        };
    }

    private static JsonNode document(Listener listener) throws Exception {
        return JSON.readTree(ask(listener, "/openapi").body());
    }
}
