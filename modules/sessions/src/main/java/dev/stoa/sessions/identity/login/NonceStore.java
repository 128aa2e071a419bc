package dev.stoa.sessions.identity.login;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.sign.Address;
import dev.stoa.sessions.sign.IssuedNonce;
import dev.stoa.sessions.sign.Site;
import java.time.Duration;
import java.util.Optional;

/** Nonces in PostgreSQL, by their hashes: a copy of the table signs nobody in. */
final class NonceStore {
    static final Statement ADD =
            Statement.of(
                    "sessions.nonces.add",
                    Budget.ms(5),
                    """
                    insert into nonces (nonce_hash, address, chain_id, domain, uri, expires_at)
                    values (:hash, :address, :chain, :domain, :uri, now() + :millis * interval '1 millisecond')
                    returning address, chain_id, issued_at, expires_at, false
                    """);
    static final Statement FIND =
            Statement.of(
                    "sessions.nonces.find",
                    Budget.ms(5),
                    """
                    select n.address, n.chain_id, n.issued_at, n.expires_at, n.used_at is not null
                      from nonces n
                     where n.nonce_hash = :hash
                    """);

    /** Of all that try at once, one touches the row: the others wait for it, and find it used. */
    static final Statement USE =
            Statement.of(
                    "sessions.nonces.use",
                    Budget.ms(5),
                    """
                    update nonces set used_at = now()
                     where nonce_hash = :hash and used_at is null and expires_at > now()
                    """);

    static final Statement EXPIRE =
            Statement.of(
                    "sessions.nonces.expire",
                    Budget.ms(500),
                    """
                    delete from nonces
                     where nonce_hash in (select n.nonce_hash from nonces n
                                           where n.expires_at < now() - interval '1 hour'
                                           order by n.expires_at limit 1000)
                    """);

    private final Database database;
    private final Pepper pepper;

    NonceStore(Database database, Pepper pepper) {
        this.database = database;
        this.pepper = pepper;
    }

    /** What is known of a nonce. */
    record KnownNonce(IssuedNonce nonce, boolean isUsed) {
        static KnownNonce read(Row row) {
            return new KnownNonce(
                    new IssuedNonce(
                            new Address(row.text(0)),
                            row.number(1),
                            row.instant(2),
                            row.instant(3)),
                    row.flag(4));
        }
    }

    /** Keeps {@code nonce}; when it was issued and ends is by the database's clock. */
    IssuedNonce add(String nonce, Address address, long chain, Site site, Duration life) {
        return database.find(
                        ADD,
                        KnownNonce::read,
                        hash(nonce),
                        address.hex(),
                        chain,
                        site.domain(),
                        site.uri(),
                        life.toMillis())
                .orElseThrow()
                .nonce();
    }

    Optional<KnownNonce> find(Transaction in, String nonce) {
        return in.find(FIND, KnownNonce::read, (Object) hash(nonce));
    }

    /** Uses it up; false when it was, or its time is over. */
    boolean use(Transaction in, String nonce) {
        return in.execute(USE, (Object) hash(nonce)) == 1;
    }

    private byte[] hash(String nonce) {
        return pepper.hash(Pepper.Use.NONCE, nonce);
    }
}
