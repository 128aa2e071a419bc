package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty members vote, favor, reply and transfer at once while the service is killed again and
 * again: what was acknowledged is stored, once, and counters and ledger agree with it.
 */
@Tag("faults")
class EverythingCrashIT {
    private static final int MEMBERS = 40;

    /** 200 by {@code -Dfaults.kills=200}. */
    private static final int KILLS = Integer.getInteger("faults.kills", 20);

    private static final Pattern ID = Pattern.compile("^\\{\"id\":\"(\\d+)\"");
    private static final String VOTES =
            "select coalesce(string_agg(user_id || '=' || value, ',' order by user_id), '') from thread_votes";
    private static final String FAVORITES =
            "select coalesce(string_agg(cast(user_id as text), ',' order by user_id), '') from favorites";
    private static final String POSTS =
            "select coalesce(string_agg(cast(id as text), ',' order by id), '') from posts";
    private static final String TRANSFERS =
            """
            select coalesce(string_agg(cast(transfer_id as text), ',' order by transfer_id), '')
              from (select distinct transfer_id from ledger_entries where type = 'transfer') t
            """;
    private static final String COUNTERS =
            """
            select up || ' up, ' || down || ' down, score ' || vote_score || ', favorites '
                || favorite_count || ', posts ' || post_count
              from thread_stats where thread_id = 1
            """;

    @TempDir private Path folder;

    private volatile PackagedService service;
    private volatile boolean over;
    private final AtomicInteger answers = new AtomicInteger();
    private final Map<Integer, Integer> votes = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> favorites = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> posts = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> transfers = new ConcurrentHashMap<>();

    @BeforeEach
    void start() throws Exception {
        service = started();
        KeyedMembers.make(service, MEMBERS, "forum:write,sessions:write");
        service.stored(VoteCrashIT.THREAD);
        // Structures are read at the start.
        service.kill();
        service = started();
        for (int member = 1; member <= MEMBERS; member++) {
            sent(
                    0,
                    "POST",
                    "/api/sessions/ledger/grants",
                    "{\"member\":\"%d\",\"asset\":\"credit\",\"amount\":\"1000\",\"reason\":\"first\"}"
                            .formatted(member),
                    "grant-" + member);
        }
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private PackagedService started() throws Exception {
        return PackagedService.started(folder.resolve("data"), KeyedMembers.SETTINGS);
    }

    @Test
    void whatWasAcknowledgedIsStoredOnceAndAllCountersAgree() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> members = new ArrayList<>();
            for (int member = 1; member <= MEMBERS; member++) {
                int who = member;
                members.add(threads.submit(() -> act(who)));
            }
            Random random = new Random(5);
            for (int i = 0; i < KILLS; i++) {
                int enough = answers.get() + 50 + random.nextInt(100);
                while (answers.get() < enough) {
                    Thread.sleep(1);
                }
                service.kill();
                service = started();
            }
            over = true;
            for (Future<?> member : members) {
                member.get();
            }
        }
        while (!service.stored("select count(*) from counter_deltas").equals("0")) {
            Thread.sleep(100);
        }
        votes.values().removeIf(value -> value == 0);
        favorites.values().removeIf(value -> !value);
        assertThat(service.stored(VOTES))
                .isEqualTo(
                        new TreeMap<>(votes)
                                .entrySet().stream()
                                        .map(each -> each.getKey() + "=" + each.getValue())
                                        .collect(Collectors.joining(",")));
        assertThat(service.stored(FAVORITES)).isEqualTo(joined(favorites));
        assertThat(service.stored(POSTS)).isEqualTo(joined(posts));
        assertThat(service.stored(TRANSFERS)).isEqualTo(joined(transfers));
        assertThat(service.stored(LedgerCrashIT.WRONG))
                .isEqualTo("0 assets off, 0 transfers torn, 0 below zero, 0 drifted");
        long up = votes.values().stream().filter(value -> value > 0).count();
        long down = votes.size() - up;
        assertThat(service.stored(COUNTERS))
                .isEqualTo(
                        "%d up, %d down, score %d, favorites %d, posts %d"
                                .formatted(
                                        up, down, 100 + up - down, favorites.size(), posts.size()));
        System.out.printf(
                "app-kill9: %d kills, %d answers: %d votes, %d favorites, %d posts, %d transfers stand%n",
                KILLS,
                answers.get(),
                votes.size(),
                favorites.size(),
                posts.size(),
                transfers.size());
    }

    private static String joined(Map<? extends Number, Boolean> ids) {
        return ids.keySet().stream()
                .map(Number::longValue)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private Void act(int member) throws Exception {
        Random random = new Random(member);
        for (int i = 0; !over; i++) {
            String key = member + "-" + i;
            switch (random.nextInt(4)) {
                case 0 -> vote(member, random.nextInt(3) - 1);
                case 1 -> favor(member, random.nextBoolean());
                case 2 ->
                        posts.put(
                                id(
                                        sent(
                                                member,
                                                "POST",
                                                "/api/forum/threads/1/posts",
                                                "{\"body\":\"reply " + key + "\"}",
                                                "post-" + key)),
                                true);
                default -> transfer(member, 1 + (member + random.nextInt(30)) % MEMBERS, key);
            }
            answers.incrementAndGet();
        }
        return null;
    }

    private void vote(int member, int value) throws Exception {
        sent(
                member,
                value == 0 ? "DELETE" : "PUT",
                "/api/forum/threads/1/vote",
                value == 0 ? "" : "{\"value\":" + value + "}",
                "");
        votes.put(member, value);
    }

    private void favor(int member, boolean wanted) throws Exception {
        sent(member, wanted ? "PUT" : "DELETE", "/api/forum/threads/1/favorite", "", "");
        favorites.put(member, wanted);
    }

    private void transfer(int from, int to, String key) throws Exception {
        if (from == to) {
            return;
        }
        HttpResponse<String> answer =
                sent(
                        from,
                        "POST",
                        "/api/sessions/ledger/transfers",
                        "{\"toMember\":\"%d\",\"asset\":\"credit\",\"amount\":\"1\"}".formatted(to),
                        "transfer-" + key);
        if (answer.statusCode() == 201) {
            transfers.put(id(answer), true);
        }
    }

    private static long id(HttpResponse<String> answer) {
        Matcher id = ID.matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        return Long.parseLong(id.group(1));
    }

    /** The first answer that says what became of it, however often it must be asked. */
    private HttpResponse<String> sent(
            int member, String method, String path, String body, String key) throws Exception {
        String[] headers =
                key.isEmpty()
                        ? new String[] {"X-API-Key", KeyedMembers.key(member)}
                        : new String[] {
                            "X-API-Key", KeyedMembers.key(member), "Idempotency-Key", key
                        };
        while (true) {
            try {
                HttpResponse<String> answer = service.send(method, path, body, headers);
                boolean isWhileAtWork = answer.body().contains("idempotency-in-flight");
                if (answer.statusCode() < 500 && !isWhileAtWork) {
                    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 204, 409);
                    return answer;
                }
            } catch (IOException e) {
                // Killed, or not started again yet.
            }
            Thread.sleep(20);
        }
    }
}
