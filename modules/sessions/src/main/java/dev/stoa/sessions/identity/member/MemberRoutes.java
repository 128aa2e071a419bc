package dev.stoa.sessions.identity.member;

import dev.stoa.platform.Platform;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Members' own things, roles and bans over HTTP. */
public final class MemberRoutes {
    private static final String ME = "/api/sessions/me";
    private static final String MEMBER = "/api/sessions/members/{id}";
    private static final Param ID = Param.pathId("id", "The member.");

    private final Me me;
    private final Export export;
    private final Roles roles;
    private final Bans bans;

    public MemberRoutes(Platform platform, Pepper pepper, Leaving leaving) {
        this.me = new Me(platform, pepper, leaving);
        this.export = new Export(platform.database());
        this.roles = new Roles(platform);
        this.bans = new Bans(platform);
    }

    public List<Job> jobs() {
        return List.of(
                Job.of(
                        "sessions.bans.expire",
                        Schedule.every(Duration.ofMinutes(1)),
                        bans::expire));
    }

    public List<Route> routes() {
        return Stream.of(own(), governed()).flatMap(List::stream).toList();
    }

    private List<Route> own() {
        Route.Traits read = Route.Traits.MEMBER_READ.with(Access.member(Scope.SESSIONS_READ));
        return List.of(
                Route.get(ME, "The viewer's own profile", "Profile", me::read).with(read),
                Route.patch(ME, "Changes the viewer's own profile", "Profile", me::change)
                        .with(Access.LOGIN)
                        .fields(
                                Field.optional(
                                        "username",
                                        new Form.Text(32),
                                        "3 to 32 letters, digits, '.', '_' and '-'."),
                                Field.optional(
                                        "displayName", new Form.Text(80), "As others see it."),
                                Field.clearable(
                                        "email", new Form.Text(254), "Shown to nobody else."),
                                Field.clearable(
                                        "avatarUrl", new Form.Text(500), "An https address."),
                                Field.clearable(
                                        "bio",
                                        new Form.Lines(2000),
                                        "What the member says of" + " themselves.")),
                Route.delete(
                                ME,
                                "Deletes the viewer: name, profile and address go, posts stay without them, and peer"
                                        + " sessions keep the addresses of both sides, as they are the other"
                                        + " side's record; takes If-Match",
                                me::delete)
                        .with(Access.LOGIN),
                Route.get(
                                ME + "/export",
                                "All that is the viewer's, as a ZIP archive of JSON files",
                                "Archive",
                                export::archive)
                        .with(read)
                        .limit("export"));
    }

    private List<Route> governed() {
        return List.of(
                Route.get(
                                MEMBER,
                                "A member as moderators see them",
                                "GovernedMember",
                                roles::read,
                                ID)
                        .with(Route.Traits.MEMBER_READ.with(Access.moderator(Scope.SESSIONS_READ))),
                Route.put(
                                MEMBER + "/role",
                                "What the member is trusted with; takes If-Match",
                                "GovernedMember",
                                roles::put,
                                ID)
                        .with(Access.admin(Scope.SESSIONS_WRITE))
                        .fields(
                                Field.required(
                                        "role",
                                        new Form.Choice(List.of("member", "moderator", "admin")),
                                        "The role.")),
                Route.post(MEMBER + "/bans", "Bans a member", "Ban", bans::ban, ID)
                        .with(
                                Route.Traits.MEMBER_WRITE
                                        .with(Route.Repeatable.WITH_KEY)
                                        .with(Access.moderator(Scope.SESSIONS_WRITE)))
                        .fields(
                                Field.required(
                                        "reason", new Form.Text(500), "Shown to the member."),
                                Field.optional("until", new Form.Time(), "For good if missing."),
                                Field.optional(
                                        "structureId",
                                        new Form.Id(),
                                        "All of the community if missing.")),
                Route.delete(
                                MEMBER + "/bans",
                                "Lifts the ban that stands",
                                bans::lift,
                                ID,
                                Param.id("structure", "All of the community if missing."))
                        .with(Access.moderator(Scope.SESSIONS_WRITE)),
                Route.get(
                                "/api/sessions/bans",
                                "Bans, the newest first",
                                "BanPage",
                                bans::list,
                                Param.id("member", "Of one member."),
                                Param.id("structure", "Of one structure."),
                                Param.flag("standing", "Those alone that stand."),
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(
                                Route.Traits.MEMBER_READ.with(
                                        Access.moderator(Scope.SESSIONS_READ))));
    }
}
