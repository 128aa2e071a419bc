package dev.stoa.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rubbish to every route and listener: refused as the client's fault, in our form. */
class MalformedCorpusIT {
    private static final List<String> NOBODY_CAN_MEAN =
            List.of(
                    "%00",
                    "%zz",
                    "%",
                    "%4",
                    "a%00b",
                    "%ff",
                    "%c0%af",
                    "%ed%a0%80",
                    "%f8%88%80%80%80",
                    "%0d%0aX-Injected:%20yes",
                    "%1b%5b2J",
                    "%7f");
    private static final List<String> NO_ID =
            List.of(
                    "0",
                    "-1",
                    "9223372036854775808",
                    "99999999999999999999999999",
                    "1e3",
                    "+1",
                    "0x10",
                    "1.0",
                    "null",
                    "%EF%BC%91",
                    "1%20or%201=1",
                    "%27%3B--",
                    "%24%7Bjndi:x%7D",
                    "true",
                    "1,2",
                    "7".repeat(3000));
    private static final List<String> BROKEN =
            List.of(
                    "GET",
                    "GET /",
                    "GET / HTTP/1.1 more",
                    "GET / HTTP/9.9",
                    "GET / http/1.1",
                    "G\u0000T / HTTP/1.1",
                    "GET /a b HTTP/1.1",
                    "GET nothing HTTP/1.1",
                    "GET /api/forum/threads?q=\u0000 HTTP/1.1",
                    "GET /\u0001 HTTP/1.1",
                    "GET /%zz HTTP/1.1",
                    "GET /a\\b HTTP/1.1",
                    "GET /..%2f..%2fetc/passwd HTTP/1.1",
                    "GET /../../etc/passwd HTTP/1.1",
                    "GET //etc/passwd HTTP/1.1",
                    "GET /<script> HTTP/1.1",
                    "BREW /api/forum/threads HTTP/1.1");
    private static final List<String> BROKEN_HEADERS =
            List.of(
                    "Host : x",
                    " Host: x",
                    "No colon",
                    "X-A: \u0000",
                    "X\u0000A: b",
                    "Content-Length: -1",
                    "Content-Length: one",
                    "Content-Length: 99999999999999999999",
                    "Content-Length: 3\r\nContent-Length: 4",
                    "Content-Length: 3\r\nTransfer-Encoding: chunked",
                    "Transfer-Encoding: rubbish");

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.started();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static List<Integer> ports(Route route) {
        return switch (route.traits().listener()) {
            case PUBLIC -> List.of(node.node().httpPort());
            case ADMIN -> List.of(node.node().adminPort());
            case BOTH -> List.of(node.node().httpPort(), node.node().adminPort());
        };
    }

    private static RawHttp.Answer ask(int port, String method, String target) throws IOException {
        return RawHttp.ask(
                port, method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    @Test
    void everyParameterOfEveryRouteRefusesWhatNobodyCanMean() throws Exception {
        List<String> tried = new ArrayList<>();
        for (Route route : node.node().routes()) {
            for (int port : ports(route)) {
                for (String target : targets(route)) {
                    String what = route.method() + " " + target;
                    Leaks.assertClientProblem(what, ask(port, route.method(), target));
                    tried.add(what);
                }
            }
        }
        assertThat(tried).hasSizeGreaterThan(300);
    }

    private static List<String> targets(Route route) {
        String plain = route.path().replaceAll("\\{[^}]*}", "1");
        List<String> targets = new ArrayList<>(List.of(plain + "?no-such-parameter=1"));
        NOBODY_CAN_MEAN.forEach(bad -> targets.add(plain + "?x=" + bad));
        NOBODY_CAN_MEAN.forEach(bad -> targets.add(plain + "?" + bad + "=1"));
        for (Param param : route.params()) {
            List<String> values = new ArrayList<>(NOBODY_CAN_MEAN);
            if (!(param.form() instanceof Form.Text)) {
                values.addAll(NO_ID);
            }
            values.removeAll(accepted(param));
            for (String value : values) {
                targets.add(
                        param.place() == Param.Place.PATH
                                ? route.path()
                                        .replace("{" + param.name() + "}", value)
                                        .replaceAll("\\{[^}]*}", "1")
                                : plain + "?" + param.name() + "=" + value);
            }
            if (param.place() == Param.Place.QUERY && param.repeatable() == Param.Repeat.ONCE) {
                targets.add(plain + "?" + param.name() + "=1&" + param.name() + "=1");
            }
        }
        return targets;
    }

    private static List<String> accepted(Param param) {
        return switch (param.form()) {
            case Form.Ids _ -> List.of("1,2");
            case Form.Flag _ -> List.of("true");
            case Form.Whole(long least, long most) ->
                    List.of(least <= 0 && most >= 0 ? "0" : "x", least < 0 ? "-1" : "x");
            case Form.Choice(var words) -> words;
            case Form.IdOr(String word) -> List.of(word);
            case Form.Amount _ -> List.of("9223372036854775808", "99999999999999999999999999");
            case Form.Id _,
                    Form.Text _,
                    Form.Lines _,
                    Form.Time _,
                    Form.Address _,
                    Form.Addresses _,
                    Form.Json _,
                    Form.Many _,
                    Form.Rows _ ->
                    List.of();
        };
    }

    @Test
    void brokenRequestLinesAndHeadersAreRefusedOnBothListeners() throws Exception {
        for (int port : List.of(node.node().httpPort(), node.node().adminPort())) {
            for (String line : BROKEN) {
                assertRefused(port, line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
            }
            for (String header : BROKEN_HEADERS) {
                assertRefused(
                        port,
                        "POST /api/edge/echo HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\nabc");
            }
        }
    }

    @Test
    void aHostThatIsNoneIsRefused() throws Exception {
        for (String host : List.of("a b", "a/b", "<script>", "a@b", "a,b", "", "\"x\"", "a\\b")) {
            assertRefused(
                    node.node().httpPort(),
                    "GET /problems HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        }
        assertRefused(
                node.node().httpPort(), "GET /problems HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertRefused(
                node.node().httpPort(),
                "GET /problems HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n");
    }

    /** One refusal in our form, or the connection just closed; nothing is told of the inside. */
    private static void assertRefused(int port, String request) throws IOException {
        RawHttp.Answer answer = RawHttp.ask(port, request);
        if (answer.status() != 0) {
            Leaks.assertClientProblem(request, answer);
        } else {
            assertThat(answer.closed()).as(request).isTrue();
        }
    }

    @Test
    void methodsThatARouteDoesNotHaveAreRefused() throws Exception {
        for (Route route : node.node().routes()) {
            String plain = route.path().replaceAll("\\{[^}]*}", "1");
            List<String> had =
                    node.node().routes().stream()
                            .filter(
                                    other ->
                                            plain.matches(
                                                    other.path().replaceAll("\\{[^}]*}", "[^/]+")))
                            .map(Route::method)
                            .toList();
            for (int port : ports(route)) {
                for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE")) {
                    if (!had.contains(method)) {
                        RawHttp.Answer answer = ask(port, method, plain);
                        Leaks.assertClientProblem(method + " " + plain, answer);
                        assertThat(answer.status()).isEqualTo(405);
                        assertThat(answer.text()).contains("Allow: ").contains(route.method());
                    }
                }
            }
        }
    }
}
