package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.platform.sql.TransactionBody;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * One effect for one {@code Idempotency-Key}, however often its request comes: the answer is stored
 * in the transaction of the effect and given again for a day.
 *
 * <p>The lock is only tried: a twin of a request at work gets its 409 at once, instead of waiting
 * with a connection. What failed stores nothing, so it may be tried again with the same key.
 *
 * <p>A key belongs to who is signed in. Those who are not can't be told apart, and would be given
 * each other's answers: their keys mean nothing.
 */
public final class Idempotency {
    /** How long an answer is given again. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final int LONGEST_KEY = 200;

    private static final Statement LOCK =
            Statement.of(
                    "platform.idempotency.lock",
                    Budget.ms(5),
                    "select pg_try_advisory_xact_lock(hashtextextended(:caller, 7305))");
    private static final Statement FIND =
            Statement.of(
                    "platform.idempotency.find",
                    Budget.ms(5),
                    """
                    select payload_hash, status, body, content_type, headers
                      from idempotency_keys
                     where viewer = :viewer and route = :route and key = :key and expires_at > now()
                    """);
    private static final Statement STORE =
            Statement.of(
                    "platform.idempotency.store",
                    Budget.ms(10),
                    """
                    insert into idempotency_keys
                           (viewer, route, key, payload_hash, status, body, content_type, headers, expires_at)
                    values (:viewer, :route, :key, :hash, :status, :body, :type, :headers,
                            now() + interval '24 hours')
                        on conflict (viewer, route, key) do update
                       set payload_hash = excluded.payload_hash, status = excluded.status,
                           body = excluded.body, content_type = excluded.content_type,
                           headers = excluded.headers, created_at = now(),
                           expires_at = excluded.expires_at
                    """);

    private final Database database;

    public Idempotency(Database database) {
        this.database = database;
    }

    /**
     * Does {@code effect} in a transaction and answers what it answered; with a key that was used
     * before, only answers, with {@code Idempotency-Replayed: true}.
     *
     * @throws Failure.Unauthenticated where the route demands a key and nobody is signed in
     * @throws Failure.Invalid {@code idempotency-key-required} where the route demands a key,
     *     {@code idempotency-key-reused} when the key came with another body
     * @throws Failure.Conflict {@code idempotency-in-flight} while the first request is at work
     */
    public Reply once(Call call, TransactionBody<Reply> effect) {
        boolean isDemanded = call.route().traits().repeatable() == Route.Repeatable.ONLY_WITH_KEY;
        if (isDemanded) {
            call.viewer().signedIn();
        }
        Optional<String> given = call.header("Idempotency-Key");
        if (given.isEmpty() && isDemanded) {
            throw new Failure.Invalid(
                    Problems.IDEMPOTENCY_KEY_REQUIRED, "The header Idempotency-Key is missing.");
        }
        if (given.isEmpty() || call.viewer() instanceof Viewer.Anon) {
            return database.transaction(effect);
        }
        Caller caller = new Caller(call.viewer().key(), route(call), checked(given.get()));
        byte[] hash = hash(call);
        return database.transaction(in -> once(in, caller, hash, effect));
    }

    /** The path too: the same key on another object is another request. */
    private static String route(Call call) {
        return call.method() + " " + call.path();
    }

    private static String checked(String key) {
        String wrong = ParamCheck.wrong(new Form.Text(LONGEST_KEY), key);
        if (wrong != null) {
            throw new Failure.Invalid(
                    Problems.INVALID_PARAMETER,
                    "Idempotency-Key: " + wrong,
                    new Failure.FieldError("header/Idempotency-Key", "invalid", wrong));
        }
        return key;
    }

    private static byte[] hash(Call call) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(call.rawQuery().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return digest.digest(call.body());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply once(
            Transaction in, Caller caller, byte[] hash, TransactionBody<Reply> effect)
            throws Exception {
        boolean locked = in.find(LOCK, row -> row.flag(0), caller.text()).orElse(false);
        if (!locked) {
            throw new Failure.Conflict(
                    Problems.IDEMPOTENCY_IN_FLIGHT,
                    "The first request with this Idempotency-Key has not ended.",
                    Duration.ofSeconds(1));
        }
        Optional<Stored> stored =
                in.find(FIND, Stored::read, caller.viewer(), caller.route(), caller.key());
        if (stored.isPresent()) {
            return stored.get().replayed(hash);
        }
        Reply reply = effect.run(in);
        Body body = reply.body();
        in.execute(
                STORE,
                caller.viewer(),
                caller.route(),
                caller.key(),
                hash,
                reply.status(),
                body == null ? null : body.plain(),
                body == null ? null : body.contentType(),
                lines(reply.headers()));
        return reply;
    }

    private static String lines(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append('\n'));
        return lines.toString();
    }

    /** Whose key it is. */
    private record Caller(String viewer, String route, String key) {
        String text() {
            return viewer + '\n' + route + '\n' + key;
        }
    }

    /**
     * An answer given before.
     *
     * @param hash of the request it answered
     */
    private record Stored(String hash, Reply reply) {
        static Stored read(Row row) {
            Body body = row.isNull(2) ? null : Body.of(row.text(3), row.bytes(2));
            Reply reply = new Reply(row.integer(1), body, Map.of(), null);
            for (String line : row.text(4).lines().toList()) {
                int colon = line.indexOf(": ");
                reply = reply.header(line.substring(0, colon), line.substring(colon + 2));
            }
            return new Stored(HexFormat.of().formatHex(row.bytes(0)), reply);
        }

        Reply replayed(byte[] asked) {
            if (!hash.equals(HexFormat.of().formatHex(asked))) {
                throw new Failure.Invalid(
                        Problems.IDEMPOTENCY_KEY_REUSED,
                        "The Idempotency-Key came with another body before.");
            }
            return reply.header("Idempotency-Replayed", "true");
        }
    }
}
