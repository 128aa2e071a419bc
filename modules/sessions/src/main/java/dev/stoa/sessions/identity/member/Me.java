package dev.stoa.sessions.identity.member;

import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.util.List;
import java.util.OptionalInt;

/** The viewer's own profile: read, changed, deleted. */
final class Me {
    private final Database database;
    private final Events events;
    private final Pepper pepper;
    private final Leaving leaving;

    Me(Platform platform, Pepper pepper, Leaving leaving) {
        this.database = platform.database();
        this.events = platform.events();
        this.pepper = pepper;
        this.leaving = leaving;
    }

    Reply read(Call call) {
        long id = call.viewer().signedIn().id().value();
        Profile profile =
                database.find(MeStore.FIND, Profile::read, id)
                        .orElseThrow(() -> MemberProblems.absent(id));
        return Reply.ok(Json.body(profile::write));
    }

    Reply change(Call call) {
        MemberId id = call.viewer().signedIn().id();
        OptionalInt expected = call.expectedVersion();
        try {
            Profile changed =
                    database.transaction(
                            in -> {
                                Profile now = locked(in, id, expected);
                                Profile to = ProfileChange.of(now, call.fields());
                                if (to.equals(now)) {
                                    return now;
                                }
                                events.publish(in, new Event.MemberChanged(id));
                                return MeStore.change(in, to);
                            });
            return Reply.ok(Json.body(changed::write));
        } catch (ConstraintViolation e) {
            throw taken(e);
        }
    }

    private static Profile locked(Transaction in, MemberId id, OptionalInt expected) {
        Profile now =
                MeStore.locked(in, id.value()).orElseThrow(() -> MemberProblems.absent(id.value()));
        if (expected.isPresent() && expected.getAsInt() != now.version()) {
            throw Call.versionMismatch(now.version());
        }
        return now;
    }

    private static RuntimeException taken(ConstraintViolation e) {
        return switch (e.constraint()) {
            case "idx_users_username_lower" ->
                    new Failure.Conflict(
                            MemberProblems.NAME_TAKEN, "Another member has this username.");
            case "idx_users_email_lower" ->
                    new Failure.Conflict(
                            MemberProblems.EMAIL_TAKEN, "Another member has this e-mail address.");
            default -> e;
        };
    }

    Reply delete(Call call) {
        MemberId id = call.viewer().signedIn().id();
        OptionalInt expected = call.expectedVersion();
        database.transaction(
                in -> {
                    // First: who starts a session locks that, and then its members.
                    leaving.leave(in, id.value());
                    List<Long> admins = MeStore.admins(in);
                    Profile me = locked(in, id, expected);
                    if (admins.equals(List.of(id.value()))) {
                        throw MemberProblems.lastAdmin();
                    }
                    if (me.address() != null) {
                        MeStore.remember(
                                in, me.id(), pepper.hash(Pepper.Use.ADDRESS, me.address()));
                    }
                    MeStore.forget(in, id.value(), me.address());
                    events.publish(in, new Event.LoginsEnded(id));
                    events.publish(in, new Event.MemberDeleted(id));
                    return id;
                });
        return Reply.empty(204);
    }
}
