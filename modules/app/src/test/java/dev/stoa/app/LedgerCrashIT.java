package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand transfers among fifty members, each sent until it is answered, while the service is
 * killed again and again: what was acknowledged is booked once, and nothing else is.
 */
class LedgerCrashIT {
    private static final int MEMBERS = 50;
    private static final int TRANSFERS = 1000;

    /** More of them by {@code -Dledger.kills=20}. */
    private static final int KILLS = Integer.getInteger("ledger.kills", 5);

    private static final Pattern ID = Pattern.compile("^\\{\"id\":\"(\\d+)\"");
    private static final String CAUSES =
            """
            select coalesce(string_agg(distinct cause || '=' || transfer_id, ','), '')
              from ledger_entries where type = 'transfer'
            """;
    static final String WRONG =
            """
            select (select count(*) from (select from ledger_entries group by asset having sum(amount) <> 0) s)
                || ' assets off, '
                || (select count(*) from (select from ledger_entries group by transfer_id having count(*) <> 2) t)
                || ' transfers torn, '
                || (select count(*) from balances where amount < 0 and account like 'member:%')
                || ' below zero, '
                || (select count(*) from balances b full join (
                           select account, asset, sum(amount) as amount from ledger_entries group by account, asset) e
                           on e.account = b.account and e.asset = b.asset
                     where b.amount is distinct from e.amount)
                || ' drifted'
            """;

    @TempDir private Path folder;

    private volatile PackagedService service;
    private final Semaphore answered = new Semaphore(0);
    private final Map<String, String> booked = new ConcurrentHashMap<>();

    @BeforeEach
    void start() throws Exception {
        service = started();
        KeyedMembers.make(service, MEMBERS, "sessions:write");
        for (int member = 1; member <= MEMBERS; member++) {
            String body =
                    "{\"member\":\"%d\",\"asset\":\"credit\",\"amount\":\"40\",\"reason\":\"first\"}"
                            .formatted(member);
            sent("/api/sessions/ledger/grants", body, "grant-" + member, 0);
        }
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void everyAcknowledgedTransferIsBookedOnceWhateverIsKilled() throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            List<Future<Boolean>> transfers = submitted(threads);
            for (int i = 0; i < KILLS; i++) {
                answered.acquire(TRANSFERS / (KILLS + 1));
                service.kill();
                service = started();
            }
            int moved = 0;
            for (Future<Boolean> transfer : transfers) {
                moved += transfer.get() ? 1 : 0;
            }
            assertThat(moved).as("transfers with an effect").isGreaterThan(TRANSFERS / 4);
        }
        assertThat(service.stored(WRONG))
                .isEqualTo("0 assets off, 0 transfers torn, 0 below zero, 0 drifted");
        assertThat(causes()).isEqualTo(booked);
        assertThat(service.stored("select sum(amount) from balances where account like 'm%'"))
                .isEqualTo(Integer.toString(40 * MEMBERS));
    }

    private PackagedService started() throws Exception {
        return PackagedService.started(folder.resolve("data"), KeyedMembers.SETTINGS);
    }

    private List<Future<Boolean>> submitted(java.util.concurrent.ExecutorService threads) {
        Random random = new Random(11);
        List<Callable<Boolean>> transfers = new ArrayList<>();
        for (int i = 0; i < TRANSFERS; i++) {
            int from = 1 + random.nextInt(MEMBERS);
            int to = 1 + (from + random.nextInt(MEMBERS - 1)) % MEMBERS;
            String body =
                    "{\"toMember\":\"%d\",\"asset\":\"credit\",\"amount\":\"%d\"}"
                            .formatted(to, 1 + random.nextInt(30));
            String key = "transfer-" + i;
            transfers.add(() -> transferred(from, body, key));
        }
        return transfers.stream().map(threads::submit).toList();
    }

    private boolean transferred(int from, String body, String key) throws Exception {
        HttpResponse<String> answer = sent("/api/sessions/ledger/transfers", body, key, from);
        answered.release();
        if (answer.statusCode() == 409) {
            assertThat(answer.body()).contains("\"code\":\"insufficient-balance\"");
            return false;
        }
        Matcher id = ID.matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        String hash =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(key.getBytes(StandardCharsets.UTF_8)));
        booked.put("transfer:" + from + ':' + hash, id.group(1));
        return true;
    }

    /** The first answer that says what became of it, however often it must be asked. */
    private HttpResponse<String> sent(String path, String body, String key, int member)
            throws Exception {
        while (true) {
            try {
                HttpResponse<String> answer =
                        service.post(
                                path,
                                body,
                                "X-API-Key",
                                KeyedMembers.key(member),
                                "Idempotency-Key",
                                key);
                boolean isWhileAtWork = answer.body().contains("idempotency-in-flight");
                if (answer.statusCode() < 500 && !isWhileAtWork) {
                    assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
                    return answer;
                }
            } catch (IOException e) {
                // Killed, or not started again yet.
            }
            Thread.sleep(30);
        }
    }

    private Map<String, String> causes() throws Exception {
        return Arrays.stream(service.stored(CAUSES).split(","))
                .map(each -> each.split("="))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }
}
