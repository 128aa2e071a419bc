package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.testkit.PostgresServer;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestRedis;
import dev.stoa.testkit.TestWallet;
import dev.stoa.testkit.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes, of which one's clock is ten minutes ahead and another's ten minutes behind: what one
 * gives an end ends then on all, and they grant no more than one limit together.
 */
@Tag("faults")
class ClockSkewIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Stands between a program and the C library's clock. */
    private static final String SHIM =
            """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <stdlib.h>
            #include <sys/time.h>
            #include <time.h>
            static long off(void) { return atol(getenv("CLOCK_OFF_SECONDS")); }
            int clock_gettime(clockid_t id, struct timespec *at) {
                static int (*real)(clockid_t, struct timespec *);
                if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real(id, at);
                if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) at->tv_sec += off();
                return result;
            }
            int gettimeofday(struct timeval *restrict at, void *restrict zone) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                at->tv_sec = now.tv_sec;
                at->tv_usec = now.tv_nsec / 1000;
                return 0;
            }
            """;

    @TempDir private Path folder;

    private Path shim() throws Exception {
        Path source = Files.writeString(folder.resolve("clock.c"), SHIM);
        Path shim = folder.resolve("clock.so");
        Process compiler =
                new ProcessBuilder(
                                Tool.find("cc").toString(),
                                "-shared",
                                "-fPIC",
                                "-o",
                                shim.toString(),
                                source.toString(),
                                "-ldl")
                        .inheritIO()
                        .start();
        assertThat(compiler.waitFor()).isZero();
        return shim;
    }

    private PackagedService service(
            String name, PostgresServer server, TestRedis redis, Map<String, String> environment)
            throws Exception {
        var command = new ArrayList<>(List.of("demo"));
        for (String setting :
                List.of(
                        "database.url=" + server.jdbcUrl(),
                        "redis.url=" + redis.url(),
                        "rate-limits.profile=on",
                        "secrets.cursor-key=a key of a test that is long enough",
                        "secrets.key-pepper=a pepper of a test that is long enough")) {
            command.addAll(List.of("--set", setting));
        }
        return PackagedService.started(
                folder.resolve(name),
                PackagedService.QUICK,
                environment,
                command.toArray(String[]::new));
    }

    private static Map<String, String> off(Path shim, Duration by) {
        return Map.of(
                "LD_PRELOAD", shim.toString(), "CLOCK_OFF_SECONDS", Long.toString(by.toSeconds()));
    }

    @Test
    void endsAndLimitsAreTheSameOnNodesTenMinutesAheadAndBehind() throws Exception {
        Path shim = shim();
        try (PostgresServer server = PostgresServer.started(folder.resolve("pg"));
                TestRedis redis = TestRedis.started();
                PackagedService right = service("right", server, redis, Map.of());
                PackagedService ahead =
                        service("ahead", server, redis, off(shim, Duration.ofMinutes(10)));
                PackagedService behind =
                        service("behind", server, redis, off(shim, Duration.ofMinutes(-10)))) {
            assertThat(saysItIs(ahead)).isBetween(595L, 605L);
            assertThat(saysItIs(behind)).isBetween(-605L, -595L);
            List<TestClient> nodes = List.of(client(right), client(ahead), client(behind));

            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                // Asked for on one node, proved on another.
                tokens.add(signedIn(30 + i, nodes.get(i), nodes.get((i + 1) % nodes.size())));
            }
            for (TestClient node : nodes) {
                for (String token : tokens) {
                    assertThat(node.get("/api/sessions/me", "Authorization", token).status())
                            .isEqualTo(200);
                }
            }
            for (TestClient from : nodes) {
                Answer page = from.get("/api/forum/threads?tab=new&limit=5");
                for (TestClient to : nodes) {
                    assertThat(
                                    to.get(
                                                    "/api/forum/threads?tab=new&limit=5&after="
                                                            + page.text("/page/next"))
                                            .status())
                            .isEqualTo(200);
                }
            }
            keysEndOnTime(nodes, tokens.getFirst());
            limitsAreOne(nodes, tokens);
        }
    }

    private static TestClient client(PackagedService service) throws Exception {
        return new TestClient(service.origin().getPort());
    }

    /** How many seconds the machine's clock, as the node sees it, is ahead. */
    private static long saysItIs(PackagedService service) throws Exception {
        String at = new TestClient(service.origin().getPort()).get("/health").text("/timestamp");
        return Duration.between(Instant.now(), Instant.parse(at)).toSeconds();
    }

    private static String signedIn(long wallet, TestClient asked, TestClient proved) {
        TestWallet signer = TestWallet.of(wallet);
        String message =
                asked.send(
                                "POST",
                                "/api/sessions/auth/nonces",
                                "{\"address\":\"" + signer.address() + "\",\"chainId\":1}")
                        .text("/message");
        Answer verified =
                proved.send(
                        "POST",
                        "/api/sessions/auth/verify",
                        JSON.createObjectNode()
                                .put("message", message)
                                .put("signature", signer.sign(message))
                                .toString());
        assertThat(verified.status()).as(verified.body()).isEqualTo(200);
        assertThat(Duration.between(Instant.now(), Instant.parse(verified.text("/expiresAt"))))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        return "Bearer " + verified.text("/token");
    }

    /** A key of eight seconds is refused by all within a second of its end, and by none before. */
    private static void keysEndOnTime(List<TestClient> nodes, String token) throws Exception {
        for (TestClient maker : nodes) {
            Instant end = Instant.now().plusSeconds(8);
            Answer made =
                    maker.send(
                            "POST",
                            "/api/sessions/api-keys",
                            "{\"name\":\"short\",\"scopes\":[\"sessions:read\"],\"expiresAt\":\""
                                    + end
                                    + "\"}",
                            "Authorization",
                            token);
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            String key = made.text("/key");
            while (Instant.now().isBefore(end.minusMillis(500))) {
                for (TestClient node : nodes) {
                    assertThat(node.get("/api/sessions/me", "X-API-Key", key).status())
                            .isEqualTo(200);
                }
                Thread.sleep(1500);
            }
            Thread.sleep(Duration.between(Instant.now(), end.plusSeconds(1)));
            for (TestClient node : nodes) {
                assertThat(node.get("/api/sessions/me", "X-API-Key", key).status()).isEqualTo(401);
            }
        }
    }

    /** Sixty votes a minute, whichever node is asked: within 5 %, and what flows in meanwhile. */
    private static void limitsAreOne(List<TestClient> nodes, List<String> tokens) {
        long began = System.nanoTime();
        int granted = 0;
        for (int i = 0; i < 150; i++) {
            Answer answer =
                    nodes.get(i % nodes.size())
                            .send(
                                    "PUT",
                                    "/api/forum/threads/1/vote",
                                    "{\"value\":" + (i % 2 == 0 ? 1 : -1) + "}",
                                    "Authorization",
                                    tokens.getFirst());
            assertThat(answer.status()).as(answer.body()).isIn(200, 429);
            granted += answer.status() == 200 ? 1 : 0;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "clock-skew: nodes at 0, +10 and -10 min granted %d of 150 votes in %.1f s at 60 a minute%n",
                granted, seconds);
        assertThat((double) granted).isBetween(57.0, 63.0 + seconds);
    }
}
