package dev.stoa.maintenance.watch;

import dev.stoa.maintenance.finding.Examiner;
import dev.stoa.maintenance.history.History;
import dev.stoa.maintenance.size.Sizes;
import dev.stoa.platform.Platform;
import java.util.List;

/** The examiners of what nodes count and of how large tables are. */
public final class Watching {
    private final List<Examiner> examiners;

    public Watching(Platform platform, History history, Sizes sizes) {
        this.examiners =
                List.of(
                        new SlowRoutes(history),
                        new FailingRoutes(history, platform.observability().traffic()),
                        new HitRates(history),
                        new CacheTtls(history),
                        new PoolUse(history, platform.database()),
                        new MemoryGrowth(platform.clock(), LiveSet::now),
                        new PartitionHorizon(sizes),
                        new IdHeadroom(sizes));
    }

    public List<Examiner> examiners() {
        return examiners;
    }
}
