package dev.stoa.forum;

import dev.stoa.forum.demo.DemoCommunity;
import dev.stoa.forum.demo.DemoSize;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.platform.DemoData;
import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import java.time.Instant;
import java.util.Locale;

/** A made-up community for {@code stoa demo}. */
final class DemoForum implements DemoData {
    private static final long SEED = 1;

    @Override
    public void fill(String size, DatabaseAddress address, Progress progress) {
        try (Database database = Database.forCommand(address)) {
            if (!DemoCommunity.isEmpty(database)) {
                return;
            }
            new DemoCommunity(database, () -> Ranking.refresh(database))
                    .fill(
                            DemoSize.valueOf(size.toUpperCase(Locale.ROOT)),
                            SEED,
                            Instant.now(),
                            progress);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the demo community could not be made", e);
        }
    }
}
