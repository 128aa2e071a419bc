package dev.stoa.forum.thread;

import dev.stoa.forum.base.Forum;
import dev.stoa.forum.rank.RankEpoch;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.thread.OwnThreadStore.Reader;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Viewers' own lists of threads, cached for each as finished pages that their states are laid over.
 */
final class OwnThreads {
    private final Forum forum;
    private final OwnThreadStore store;
    private final ViewerStates states;
    private final Cache cache;

    OwnThreads(Forum forum, ViewerStates states) {
        this.forum = forum;
        this.store = new OwnThreadStore(forum.platform().database());
        this.states = states;
        this.cache = forum.platform().cache(ThreadCaches.FOLLOWING);
    }

    /**
     * A list as it is asked for.
     *
     * @param counted whether the answer says how many there are
     */
    record Asked(
            OwnList list, Viewer.Member member, Audience audience, Paging paging, boolean counted) {
        private String scope() {
            return "own:" + list.word() + ':' + member.key() + ':' + audience.key();
        }

        /** The reports' key, {@code tab:forum:page:limit:viewer}, and behind it the place. */
        private String cacheKey() {
            return list.word()
                    + ":all:1:"
                    + paging.limit()
                    + ':'
                    + member.key()
                    + ':'
                    + audience.key()
                    + ':'
                    + counted
                    + (paging.before() ? '<' : '>')
                    + paging.cursorText();
        }
    }

    /** The page; at most three statements, none when all is cached. */
    Reply page(Asked asked, ViewerStates.Shown shown) {
        Optional<Cursor> cursor = asked.paging().cursor(forum.platform().cursors(), asked.scope());
        return states.reply(
                asked.member(), cache.get(asked.cacheKey(), () -> load(asked, cursor)), shown);
    }

    private Loaded load(Asked asked, Optional<Cursor> cursor) {
        long viewer = asked.member().id().value();
        Reader reader = new Reader(viewer, states.since(), asked.audience());
        Page<ThreadRow> page =
                Page.of(rows(asked, reader, cursor), asked.paging(), row -> place(asked, row));
        Long total = asked.counted() ? (Long) store.countUnread(reader) : null;
        return Loaded.list(
                body(asked.list(), page, total),
                List.of(Tag.of("viewer", viewer)),
                changing(page.items()));
    }

    private static Set<Tag> changing(List<ThreadRow> rows) {
        Set<Tag> tags = new HashSet<>(Set.of(new Tag("list", "recent")));
        rows.forEach(row -> tags.add(Tag.of("card", row.id())));
        return tags;
    }

    private List<ThreadRow> rows(Asked asked, Reader reader, Optional<Cursor> cursor) {
        Followed followed =
                asked.list() == OwnList.FOLLOWING
                        ? Followed.of(
                                store.follows(reader.viewer()),
                                forum.structures().tree(),
                                asked.audience(),
                                forum.tags())
                        : null;
        if (followed != null && followed.isEmpty()) {
            return List.of();
        }
        return store.page(asked.list(), reader, followed, asked.paging(), cursor, asOf());
    }

    private Instant asOf() {
        RankEpoch epoch = forum.ranking().current();
        return epoch.equals(RankEpoch.NONE) ? forum.platform().clock().instant() : epoch.at();
    }

    private String place(Asked asked, ThreadRow row) {
        return forum.platform()
                .cursors()
                .write(Cursor.after(row.sortKey(), row.id()), asked.scope());
    }

    private Body body(OwnList list, Page<ThreadRow> page, @Nullable Long total) {
        StructureTree tree = forum.structures().tree();
        return page.marked(
                (json, marker, thread) -> {
                    if (list.leavesOut()) {
                        ThreadBodies.item(json, marker, thread, tree);
                    } else {
                        ThreadBodies.fixed(json, marker, thread, tree);
                    }
                },
                json -> {
                    if (total != null) {
                        json.writeNumberField("total", total);
                    }
                });
    }
}
