package dev.stoa.sessions.identity.login;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.member.Profile;
import dev.stoa.sessions.identity.viewer.CredentialProblems;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.RandomText;
import dev.stoa.sessions.identity.viewer.StandingBan;
import dev.stoa.sessions.sign.Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The member of an address, made at its first sign-in. */
final class NewMembers {
    private static final String MEMBER =
            "select "
                    + Profile.COLUMNS
                    + ", b.reason, b.until, "
                    + StandingBan.IS
                    + " from users u\n"
                    + StandingBan.JOIN;
    static final Statement OF_ADDRESS =
            Statement.of(
                    "sessions.members.of-address",
                    Budget.ms(5),
                    MEMBER + " where u.address = :address");
    static final Statement OF_ID =
            Statement.of(
                    "sessions.members.of-login",
                    Budget.ms(5),
                    MEMBER + " where u.id = :id and u.status <> 'deleted'");

    /** Whichever unique index it would break, the row is not made. */
    static final Statement ADD =
            Statement.of(
                    "sessions.members.add",
                    Budget.ms(10),
                    """
                    insert into users as u (address, username, display_name)
                    values (:address, :username, :display)
                        on conflict do nothing
                    returning\s"""
                            + Profile.COLUMNS);

    /** They are moved rather than copied, so an address never has two of one kind. */
    static final Statement INHERIT =
            Statement.of(
                    "sessions.bans.inherit",
                    Budget.ms(5),
                    """
                    update bans set user_id = :member, address_hash = null
                     where address_hash = :hash and lifted_at is null and (until is null or until > now())
                    returning structure_id is null, reason, until
                    """);

    private NewMembers() {}

    /**
     * The member of {@code address}, who is there from then on.
     *
     * @throws dev.stoa.platform.Failure.Forbidden when they are banned
     */
    static Profile of(Transaction in, Address address, Pepper pepper) {
        return known(in, address)
                .orElseGet(
                        () -> {
                            Profile made = made(in, address);
                            inherit(in, made, pepper.hash(Pepper.Use.ADDRESS, address.hex()));
                            return made;
                        });
    }

    /** Who left while banned is banned when they come back: then nothing is made. */
    private static void inherit(Transaction in, Profile made, byte[] hash) {
        for (Inherited ban : in.list(INHERIT, Inherited::read, made.id(), hash)) {
            if (ban.isOfAll()) {
                throw CredentialProblems.banned(ban.reason(), ban.until());
            }
        }
    }

    private record Inherited(boolean isOfAll, String reason, @Nullable Instant until) {
        static Inherited read(Row row) {
            return new Inherited(row.flag(0), row.text(1), row.instantOrNull(2));
        }
    }

    /** The member with that id, unless they are deleted; throws as {@link #of} does. */
    static Optional<Profile> of(Transaction in, long id) {
        return in.find(OF_ID, NewMembers::allowed, id);
    }

    private static Optional<Profile> known(Transaction in, Address address) {
        return in.find(OF_ADDRESS, NewMembers::allowed, address.hex());
    }

    private static Profile allowed(Row row) {
        if (row.flag(13)) {
            throw CredentialProblems.banned(row.textOrNull(11), row.instantOrNull(12));
        }
        return Profile.read(row);
    }

    /** Somebody may have the name, or have signed in with the address a moment ago. */
    private static Profile made(Transaction in, Address address) {
        String digits = address.hex().substring(2);
        List<String> endings =
                Stream.concat(
                                Stream.of(6, 10, 16).map(length -> digits.substring(0, length)),
                                Stream.generate(() -> RandomText.letters(20)).limit(2))
                        .toList();
        for (String ending : endings) {
            Optional<Profile> profile =
                    in.find(ADD, Profile::read, address.hex(), "wallet-" + ending, shown(address))
                            .or(() -> known(in, address));
            if (profile.isPresent()) {
                return profile.get();
            }
        }
        throw new IllegalStateException("no name was free for a new member");
    }

    /** E.g. {@code 0x52908…BD9A}: enough to know one's own. */
    private static String shown(Address address) {
        String text = address.checksummed();
        return text.substring(0, 7) + '…' + text.substring(text.length() - 4);
    }
}
