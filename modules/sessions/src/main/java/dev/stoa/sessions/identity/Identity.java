package dev.stoa.sessions.identity;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureCommand;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.ViewerSource;
import dev.stoa.platform.jobs.Job;
import dev.stoa.sessions.identity.key.KeyRoutes;
import dev.stoa.sessions.identity.key.KeysCreateCommand;
import dev.stoa.sessions.identity.key.KeysListCommand;
import dev.stoa.sessions.identity.key.KeysRevokeCommand;
import dev.stoa.sessions.identity.login.LoginProblems;
import dev.stoa.sessions.identity.login.LoginRoutes;
import dev.stoa.sessions.identity.login.LoginSettings;
import dev.stoa.sessions.identity.member.Leaving;
import dev.stoa.sessions.identity.member.MemberProblems;
import dev.stoa.sessions.identity.member.MemberRoutes;
import dev.stoa.sessions.identity.member.MembersGrantCommand;
import dev.stoa.sessions.identity.viewer.CredentialProblems;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.Viewers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Signing in, credentials, members' own things, roles and bans on one node. */
public final class Identity implements Feature {
    /** Its settings. */
    public static final List<Setting<?>> SETTINGS =
            Stream.of(LoginSettings.ALL, List.of(KeyRoutes.OVERLAP, Pepper.SECRET))
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    /** What the groups of its commands are for. */
    public static final Map<String, String> COMMAND_GROUPS =
            Map.of("keys", "API keys: see its commands.", "members", "Members: see its commands.");

    private final Viewers viewers;
    private final LoginRoutes logins;
    private final KeyRoutes keys;
    private final MemberRoutes members;

    /**
     * @param leaving told of members who are deleted
     */
    public Identity(Platform platform, Leaving leaving) {
        var pepper = new Pepper(platform.secret(Pepper.SECRET));
        this.viewers = new Viewers(platform, pepper);
        this.logins = new LoginRoutes(platform, pepper);
        this.keys = new KeyRoutes(platform, pepper);
        this.members = new MemberRoutes(platform, pepper, leaving);
    }

    /** Its commands. */
    public static List<FeatureCommand> commands(Workbench workbench) {
        return List.of(
                new FeatureCommand("keys", new KeysCreateCommand(workbench)),
                new FeatureCommand("keys", new KeysListCommand(workbench)),
                new FeatureCommand("keys", new KeysRevokeCommand(workbench)),
                new FeatureCommand("members", new MembersGrantCommand(workbench)));
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(logins.routes(), keys.routes(), members.routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(Identity.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<ProblemType> problems() {
        return Stream.of(
                        CredentialProblems.all(),
                        LoginProblems.ALL,
                        KeyRoutes.PROBLEMS,
                        MemberProblems.ALL)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Job> jobs() {
        return Stream.of(logins.jobs(), keys.jobs(), members.jobs()).flatMap(List::stream).toList();
    }

    @Override
    public Optional<ViewerSource> viewers() {
        return Optional.of(viewers);
    }

    @Override
    public void close() {
        viewers.close();
    }
}
