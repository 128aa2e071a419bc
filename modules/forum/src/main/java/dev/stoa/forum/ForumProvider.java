package dev.stoa.forum;

import dev.stoa.forum.rank.Ranking;
import dev.stoa.platform.DemoData;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureCommand;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Workbench;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.flag.Flag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the forum. */
public final class ForumProvider implements FeatureProvider {
    /** For ServiceLoader. */
    public ForumProvider() {}

    @Override
    public List<Setting<?>> settings() {
        return ForumSettings.all();
    }

    @Override
    public List<Flag> flags() {
        return List.of(Ranking.SNAPSHOTS);
    }

    @Override
    public List<FeatureCommand> commands(Workbench workbench) {
        return List.of(new FeatureCommand("import", new ImportCommand(workbench)));
    }

    @Override
    public Map<String, String> commandGroups() {
        return Map.of("import", "Brings in communities from elsewhere.");
    }

    @Override
    public Optional<DemoData> demo() {
        return Optional.of(new DemoForum());
    }

    @Override
    public Feature create(Platform platform) {
        return ForumParts.feature(ForumParts.shared(platform));
    }
}
