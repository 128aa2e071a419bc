package dev.stoa.sessions.identity;

import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureCommand;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.ViewerSource;
import dev.stoa.sessions.identity.key.KeysCreateCommand;
import dev.stoa.sessions.identity.key.KeysListCommand;
import dev.stoa.sessions.identity.key.KeysRevokeCommand;
import dev.stoa.sessions.identity.viewer.CredentialProblems;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.Viewers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing in, credentials, members' own things, roles and bans on one node. */
public final class Identity implements Feature {
    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of(Pepper.SECRET);

    /** What the groups of its commands are for. */
    public static final Map<String, String> COMMAND_GROUPS =
            Map.of("keys", "API keys: see its commands.");

    private final Viewers viewers;

    public Identity(Platform platform) {
        this.viewers = new Viewers(platform, new Pepper(platform.secret(Pepper.SECRET)));
    }

    /** Its commands. */
    public static List<FeatureCommand> commands(Workbench workbench) {
        return List.of(
                new FeatureCommand("keys", new KeysCreateCommand(workbench)),
                new FeatureCommand("keys", new KeysListCommand(workbench)),
                new FeatureCommand("keys", new KeysRevokeCommand(workbench)));
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<ProblemType> problems() {
        return CredentialProblems.all();
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
