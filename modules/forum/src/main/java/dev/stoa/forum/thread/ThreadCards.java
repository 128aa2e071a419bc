package dev.stoa.forum.thread;

import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cards of threads for other lists than the tabs. */
public final class ThreadCards {
    private final ThreadStore store;
    private final Structures structures;
    private final Ranking ranking;
    private final InstantSource clock;

    public ThreadCards(Platform platform, Structures structures, Ranking ranking) {
        this.store = new ThreadStore(platform.database());
        this.structures = structures;
        this.ranking = ranking;
        this.clock = platform.clock();
    }

    /** What writes the cards of those of {@code ids} that are shown; one statement for any. */
    public Map<Long, Json.Writer> of(List<Long> ids) {
        Map<Long, Json.Writer> cards = new HashMap<>();
        if (ids.isEmpty()) {
            return cards;
        }
        RankEpoch epoch = ranking.current();
        Instant asOf = epoch.equals(RankEpoch.NONE) ? clock.instant() : epoch.at();
        StructureTree tree = structures.tree();
        for (ThreadRow row : store.byIds(ids, asOf)) {
            cards.put(row.id(), json -> ThreadBodies.card(json, row, tree));
        }
        return cards;
    }
}
