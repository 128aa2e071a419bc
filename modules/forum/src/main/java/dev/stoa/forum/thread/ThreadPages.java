package dev.stoa.forum.thread;

import dev.stoa.forum.post.Posts;
import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.rank.Ranking;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Platform;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Single threads with their first posts. */
final class ThreadPages {
    private final ThreadStore store;
    private final Posts posts;
    private final Structures structures;
    private final Ranking ranking;
    private final Views views;
    private final InstantSource clock;
    private final Cache cache;

    ThreadPages(
            Platform platform, Posts posts, Structures structures, Ranking ranking, Views views) {
        this.store = new ThreadStore(platform.database());
        this.posts = posts;
        this.structures = structures;
        this.ranking = ranking;
        this.views = views;
        this.clock = platform.clock();
        this.cache = platform.cache(ThreadCaches.THREAD);
    }

    Reply read(long id) {
        Reply reply = Reply.of(cache.get("thread:" + id, () -> load(id)));
        views.count(id);
        return reply;
    }

    private Loaded load(long id) {
        RankEpoch epoch = ranking.current();
        Instant asOf = epoch.equals(RankEpoch.NONE) ? clock.instant() : epoch.at();
        Optional<ThreadRow> thread = store.find(id, asOf);
        if (thread.isEmpty()) {
            return Loaded.missing("There is no thread " + id + ".", Tag.of("thread", id));
        }
        Json.Writer firstPosts = posts.firstPage(id);
        StructureTree tree = structures.tree();
        return Loaded.of(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            ThreadBodies.fields(json, thread.get(), tree);
                            json.writeRaw(',');
                            firstPosts.write(json);
                            json.writeEndObject();
                        }),
                List.of(Tag.of("thread", id)));
    }
}
