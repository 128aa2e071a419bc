package dev.stoa.sessions;

import dev.stoa.platform.CompositeFeature;
import dev.stoa.platform.DemoData;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureCommand;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Setting;
import dev.stoa.sessions.demo.DemoPeers;
import dev.stoa.sessions.identity.Identity;
import dev.stoa.sessions.ledger.Ledger;
import dev.stoa.sessions.moderation.Moderation;
import dev.stoa.sessions.peer.PeerSessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings identity and peer sessions. */
public final class SessionsProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public SessionsProvider() {}

    @Override
    public List<Setting<?>> settings() {
        return Stream.of(
                        Identity.SETTINGS,
                        PeerSessions.SETTINGS,
                        Moderation.SETTINGS,
                        Ledger.SETTINGS)
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public Optional<DemoData> demo() {
        return Optional.of(new DemoPeers());
    }

    @Override
    public Feature create(Platform platform) {
        PeerSessions sessions = new PeerSessions(platform);
        return new CompositeFeature(
                "sessions",
                List.of(
                        new Identity(platform, sessions::leave),
                        sessions,
                        new Moderation(platform, sessions),
                        new Ledger(platform)));
    }

    @Override
    public List<FeatureCommand> commands(Workbench workbench) {
        return Identity.commands(workbench);
    }

    @Override
    public Map<String, String> commandGroups() {
        return Identity.COMMAND_GROUPS;
    }
}
