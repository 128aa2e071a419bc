package dev.stoa.forum.thread;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Marker;
import java.io.IOException;
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

    /** The card of a thread, which a viewer's states go into. */
    public static final class Card {
        private final ThreadRow row;
        private final StructureTree tree;

        private Card(ThreadRow row, StructureTree tree) {
            this.row = row;
            this.tree = tree;
        }

        /** Writes it as an item of a list, which can be left out. */
        public void item(JsonGenerator json, Marker marker) throws IOException {
            ThreadBodies.item(json, marker, row, tree);
        }

        /** Writes it as a part of something else. */
        public void part(JsonGenerator json, Marker marker) throws IOException {
            ThreadBodies.fixed(json, marker, row, tree);
        }
    }

    /** The cards of those of {@code ids} that are shown; one statement for any. */
    public Map<Long, Card> of(List<Long> ids) {
        Map<Long, Card> cards = new HashMap<>();
        if (ids.isEmpty()) {
            return cards;
        }
        RankEpoch epoch = ranking.current();
        Instant asOf = epoch.equals(RankEpoch.NONE) ? clock.instant() : epoch.at();
        StructureTree tree = structures.tree();
        for (ThreadRow row : store.byIds(ids, asOf)) {
            cards.put(row.id(), new Card(row, tree));
        }
        return cards;
    }
}
