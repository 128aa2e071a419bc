package dev.stoa.forum.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stoa.forum.change.Change;
import dev.stoa.testkit.TestMember;
import dev.stoa.testkit.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser's EventSource on a page from elsewhere; see {@link Tool#find}. */
class BrowserIT {
    /**
     * Tells its own server what it hears, one thing after the other: requests sent at once may
     * arrive in another order.
     */
    private static String page(String stream) {
        return """
            <!doctype html><title>Live</title><script>
            let told = Promise.resolve();
            const tell = text => {
              told = told.then(() => fetch('/heard', {method: 'POST', body: text}));
            };
            const source = new EventSource('%s');
            source.onopen = () => tell('open');
            for (const name of ['post-added', 'notification', 'reset'])
              source.addEventListener(name, e => tell(name + ' ' + e.lastEventId + ' ' + e.data));
            </script>"""
                .formatted(stream);
    }

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @TempDir private Path profile;

    @Test
    void aBrowserHearsOfWhatHappensAndGoesOnAfterABreak() throws Exception {
        Path chromium = Tool.find("chromium");
        HttpServer page =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String origin = "http://127.0.0.1:" + page.getAddress().getPort();
        try (LiveNode node =
                LiveNode.started(
                        "http.cors-origins",
                        origin,
                        "live.max-age",
                        "3s",
                        "live.heartbeat",
                        "1s")) {
            TestMember member = node.member("member");
            String ticket =
                    node.http()
                            .send("POST", "/api/forum/events/tickets", "", member.credential())
                            .text("/ticket");
            serve(
                    page,
                    page(
                            "http://127.0.0.1:"
                                    + node.port()
                                    + "/api/forum/events?topics=thread:1,me&ticket="
                                    + ticket));
            Process browser = browse(chromium, origin + "/");
            try {
                assertThat(next()).isEqualTo("open");
                node.publish(new Change.Notified(member.id()));
                assertThat(next()).startsWith("notification ").contains("\"topic\":\"me\"");
                node.post(1);
                assertThat(next()).startsWith("post-added ").contains("\"number\":1,");

                // The stream is over at its age; what happens meanwhile is not lost.
                while (node.counted("stoa.live.ended", "cause", "aged") == 0) {
                    Thread.sleep(10);
                }
                node.post(2);
                assertThat(next()).isEqualTo("open");
                assertThat(next()).startsWith("post-added ").contains("\"number\":2,");
            } finally {
                browser.descendants().forEach(ProcessHandle::destroyForcibly);
                browser.destroyForcibly().waitFor();
            }
        } finally {
            page.stop(0);
        }
    }

    private String next() throws InterruptedException {
        String text = heard.poll(30, TimeUnit.SECONDS);
        return text == null ? "nothing" : text;
    }

    private void serve(HttpServer server, String page) {
        server.createContext("/", exchange -> answer(exchange, page));
        server.createContext(
                "/heard",
                exchange -> {
                    byte[] said = exchange.getRequestBody().readAllBytes();
                    heard.add(new String(said, StandardCharsets.UTF_8));
                    answer(exchange, "");
                });
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Process browse(Path chromium, String address) throws IOException {
        return new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile.resolve("profile"),
                        address)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
    }
}
