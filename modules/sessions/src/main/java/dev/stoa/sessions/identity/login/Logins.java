package dev.stoa.sessions.identity.login;

import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.login.LoginStore.Refreshable;
import dev.stoa.sessions.identity.member.Profile;
import dev.stoa.sessions.identity.viewer.CredentialProblems;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Refreshes, lists and ends login sessions. */
final class Logins {
    private final Database database;
    private final Events events;
    private final Cursors cursors;
    private final LoginStore store;
    private final LoginStore.Lives lives;

    Logins(Platform platform, LoginStore store, LoginStore.Lives lives) {
        this.database = platform.database();
        this.events = platform.events();
        this.cursors = platform.cursors();
        this.store = store;
        this.lives = lives;
    }

    /** What became of a refresh: a refusal has effects of its own, which are to stay. */
    private sealed interface Outcome {
        record Renewed(IssuedLogin login) implements Outcome {}

        record Refused(Failure why) implements Outcome {}
    }

    Reply refresh(Call call) {
        String token = call.fields().text("refreshToken");
        Outcome outcome =
                database.transaction(
                        in ->
                                store.byRefresh(in, token)
                                        .map(login -> refreshed(in, login))
                                        .orElseGet(Logins::unknown));
        return switch (outcome) {
            case Outcome.Renewed(IssuedLogin login) -> Reply.ok(Json.body(login::write));
            case Outcome.Refused(Failure why) -> throw why;
        };
    }

    private Outcome refreshed(Transaction in, Refreshable login) {
        if (login.isEnded()) {
            return unknown();
        }
        if (login.isRetired()) {
            end(in, login.family(), login.member(), "reused");
            return new Outcome.Refused(
                    new Failure.Unauthenticated(
                            LoginProblems.TOKEN_REUSED,
                            "This refresh token served already; its login session is over."));
        }
        if (login.isOver()) {
            return new Outcome.Refused(
                    new Failure.Unauthenticated(
                            CredentialProblems.EXPIRED, "The time of this refresh token is over."));
        }
        Optional<Profile> member = NewMembers.of(in, login.member());
        if (member.isEmpty()) {
            return unknown();
        }
        store.retire(in, login.id());
        return new Outcome.Renewed(
                store.add(in, member.get(), login.family(), login.client(), lives));
    }

    private static Outcome unknown() {
        return new Outcome.Refused(
                new Failure.Unauthenticated("The refresh token is not known here."));
    }

    private boolean end(Transaction in, long family, long member, String reason) {
        List<Long> ended = store.endFamily(in, family, member, reason);
        ended.forEach(id -> events.publish(in, new Event.LoginEnded(id)));
        return !ended.isEmpty();
    }

    /** Ends the login session that the request was made with. */
    Reply signOut(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        database.transaction(
                in ->
                        store.family(in, viewer.credential().id())
                                .map(family -> end(in, family, viewer.id().value(), "signed-out"))
                                .orElse(false));
        return Reply.empty(204);
    }

    /** Ends one of the viewer's login sessions. */
    Reply revoke(Call call) {
        long family = call.arguments().pathId("id");
        long member = call.viewer().signedIn().id().value();
        if (!database.transaction(in -> end(in, family, member, "revoked"))) {
            throw new Failure.NotFound("There is no such login session.");
        }
        return Reply.empty(204);
    }

    /** The viewer's login sessions, the last refreshed first; one statement. */
    Reply list(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        Paging paging = Paging.of(call.arguments());
        String scope = "logins:" + viewer.key();
        Optional<Cursor> cursor = paging.cursor(cursors, scope);
        Object at = cursor.<Object>map(place -> moment(place.tuple().part(0))).orElse("infinity");
        List<LoginRow> rows =
                store.ofMember(
                        viewer.credential().id(),
                        viewer.id().value(),
                        at,
                        cursor.map(place -> place.tuple().part(1)).orElse(Long.MAX_VALUE),
                        paging.limit());
        List<LoginRow> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size()
                        ? cursors.write(
                                Cursor.after(shown.getLast().micros(), shown.getLast().row()),
                                scope)
                        : null;
        return Reply.ok(new Page<>(shown, next, null).body(LoginRow::write));
    }

    private static Instant moment(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
