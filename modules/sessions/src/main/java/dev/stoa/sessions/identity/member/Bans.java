package dev.stoa.sessions.identity.member;

import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Idempotency;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.jobs.JobRun;
import dev.stoa.platform.sql.ConstraintViolation;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps members out, for a time or for good, of all of the community or of one structure. */
final class Bans {
    private final Database database;
    private final Events events;
    private final Cursors cursors;
    private final Idempotency idempotency;
    private final BanStore store;
    private final InstantSource clock;

    Bans(Platform platform) {
        this.database = platform.database();
        this.events = platform.events();
        this.cursors = platform.cursors();
        this.idempotency = platform.idempotency();
        this.store = new BanStore(platform.database());
        this.clock = platform.clock();
    }

    /** Bans, the newest first; one statement. */
    Reply list(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        Paging paging = Paging.of(call.arguments());
        var filter =
                new BanStore.Filter(
                        call.arguments().idOrNull("member"),
                        call.arguments().idOrNull("structure"),
                        call.arguments().flag("standing"));
        String scope = "bans:" + viewer.key() + ':' + filter;
        long before =
                paging.cursor(cursors, scope)
                        .map(place -> place.tuple().part(0))
                        .orElse(Long.MAX_VALUE);
        List<BanRow> rows = store.list(filter, before, paging.limit());
        List<BanRow> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size()
                        ? cursors.write(Cursor.after(shown.getLast().id()), scope)
                        : null;
        return Reply.ok(new Page<>(shown, next, null).body(BanRow::write));
    }

    /** A ban of all of the community ends the member's login sessions. */
    Reply ban(Call call) {
        Viewer.Member moderator = call.viewer().signedIn();
        var draft =
                new BanStore.Draft(
                        call.arguments().pathId("id"),
                        call.fields().idOrNull("structureId"),
                        moderator.id().value(),
                        call.fields().text("reason"),
                        future(call.fields().timeOrNull("until")));
        try {
            return idempotency.once(call, in -> banned(in, moderator, draft));
        } catch (ConstraintViolation e) {
            throw switch (e.constraint()) {
                case "idx_bans_standing" ->
                        new Failure.Conflict(
                                MemberProblems.ALREADY_BANNED, "The member is banned already.");
                case "bans_structure_id_fkey" ->
                        MemberProblems.invalid("structureId", "There is no such structure.");
                default -> e;
            };
        }
    }

    private Reply banned(Transaction in, Viewer.Member moderator, BanStore.Draft draft) {
        Profile member =
                MeStore.locked(in, draft.member())
                        .orElseThrow(() -> MemberProblems.absent(draft.member()));
        requireBelow(moderator, member.role());
        BanRow ban = store.add(in, draft).orElseThrow();
        if (draft.structure() == null) {
            var id = new MemberId(draft.member());
            store.mark(in, draft.member(), "banned");
            MeStore.endLogins(in, draft.member(), "banned");
            events.publish(in, new Event.LoginsEnded(id));
            events.publish(in, new Event.MemberBanned(id));
        }
        return Reply.of(201, Json.body(json -> BanRow.write(json, ban)))
                .header("Location", "/api/sessions/bans?member=" + draft.member());
    }

    private @Nullable Instant future(@Nullable Instant until) {
        if (until != null && !until.isAfter(clock.instant())) {
            throw MemberProblems.invalid("until", "It must be in the future.");
        }
        return until;
    }

    /** Nobody judges their equals. */
    private static void requireBelow(Viewer.Member moderator, String role) {
        boolean isBelow =
                switch (role) {
                    case "admin" -> false;
                    case "moderator" -> moderator.is(Role.ADMIN);
                    default -> true;
                };
        if (!isBelow) {
            throw new Failure.Forbidden("The member's role is not below yours.");
        }
    }

    Reply lift(Call call) {
        Viewer.Member moderator = call.viewer().signedIn();
        long member = call.arguments().pathId("id");
        Long structure = call.arguments().idOrNull("structure");
        boolean isLifted =
                database.transaction(
                        in -> {
                            requireMayLift(in, moderator, member);
                            return lifted(in, member, structure, moderator.id());
                        });
        if (!isLifted) {
            throw new Failure.NotFound("There is no such ban that stands.");
        }
        return Reply.empty(204);
    }

    /** Somebody must be able to lift an admin's; a deleted member's waits for their address. */
    private static void requireMayLift(Transaction in, Viewer.Member moderator, long id) {
        String role = MeStore.lockedRole(in, id).orElseThrow(() -> MemberProblems.absent(id));
        if (moderator.id().value() == id) {
            throw new Failure.Forbidden("Nobody lifts their own ban.");
        }
        if (!moderator.is(Role.ADMIN)) {
            requireBelow(moderator, role);
        }
    }

    private boolean lifted(
            Transaction in, long member, @Nullable Long structure, MemberId moderator) {
        boolean isLifted = store.lift(in, member, structure, moderator.value());
        if (isLifted && structure == null) {
            store.mark(in, member, "active");
            events.publish(in, new Event.MemberBanned(new MemberId(member)));
        }
        return isLifted;
    }

    /** Frees members whose ban is over. */
    void expire(JobRun run) {
        List<Long> freed;
        do {
            freed =
                    run.transaction(
                            in -> {
                                List<Long> members = store.expire(in);
                                members.forEach(
                                        id ->
                                                events.publish(
                                                        in,
                                                        new Event.MemberBanned(new MemberId(id))));
                                return members;
                            });
            run.count("freed", freed.size());
        } while (!freed.isEmpty());
    }
}
