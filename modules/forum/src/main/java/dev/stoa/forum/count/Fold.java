package dev.stoa.forum.count;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Deltas added up by the counters they move. */
final class Fold {
    /** Karma of one vote up; a vote down costs as much. */
    static final int VOTE = 5;

    private final Sums threads = new Sums(6);
    private final Sums posts = new Sums(3);
    private final Sums members = new Sums(3);
    private final Sums structures = new Sums(2);
    private final SortedMap<Cause, Integer> karma = new TreeMap<>(Cause.ORDER);
    private final Map<Long, Long> latest = new HashMap<>();
    private final Set<Long> shown = new HashSet<>();

    private Fold() {}

    /** What a member's karma comes from: votes on a thread, or on a post of it. */
    private record Cause(long member, @Nullable Long thread, @Nullable Long post) {
        static final Comparator<@Nullable Long> IDS =
                Comparator.nullsFirst(Comparator.naturalOrder());
        static final Comparator<Cause> ORDER =
                Comparator.comparingLong(Cause::member)
                        .thenComparing(Cause::thread, IDS)
                        .thenComparing(Cause::post, IDS);
    }

    static Fold of(List<Taken> all) {
        Fold fold = new Fold();
        all.forEach(fold::add);
        return fold;
    }

    private void add(Taken taken) {
        Delta of = taken.of();
        Moves m = of.moves();
        Long post = of.post();
        if (post != null) {
            posts.add(post, m.up(), m.down(), m.replies());
        }
        Long thread = of.thread();
        if (thread != null) {
            int up = post == null ? m.up() : 0;
            int down = post == null ? m.down() : 0;
            threads.add(thread, up, down, m.favorites(), m.posts(), m.participants(), m.views());
            if (!m.equals(Moves.NONE.views(m.views()))) {
                shown.add(thread);
            }
        }
        Long member = of.member();
        if (member != null) {
            int points = VOTE * (m.up() - m.down());
            members.add(member, points + m.karma(), m.threads(), m.posts());
            if (points != 0) {
                karma.merge(new Cause(member, thread, post), points, Integer::sum);
            }
        }
        Long structure = of.structure();
        if (structure != null) {
            structures.add(structure, m.threads(), m.posts());
            // What is taken away makes nothing newer.
            latest.merge(structure, m.posts() > 0 ? taken.latest() : 0, Math::max);
        }
    }

    /** Up, down, favorites, posts, participants and views of threads. */
    Sums threads() {
        return threads;
    }

    /** Up, down and replies of posts. */
    Sums posts() {
        return posts;
    }

    /** Karma, threads and posts of members. */
    Sums members() {
        return members;
    }

    /** Threads and posts of structures. */
    Sums structures() {
        return structures;
    }

    /** When each of the structures last got a post, in microseconds since 1970; 0 for not now. */
    long[] latest() {
        return structures.byId().keySet().stream()
                .mapToLong(id -> latest.getOrDefault(id, 0L))
                .toArray();
    }

    /** Threads of which more than views moved: those may be late. */
    Set<Long> shown() {
        return shown;
    }

    /**
     * Members, threads, posts and points of the entries of karma, as columns; empty where nobody
     * got any.
     */
    Optional<Object[]> karma() {
        List<Map.Entry<Cause, Integer>> entries =
                karma.entrySet().stream().filter(entry -> entry.getValue() != 0).toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        List<Cause> causes = entries.stream().map(Map.Entry::getKey).toList();
        return Optional.of(
                new Object[] {
                    causes.stream().map(Cause::member).toArray(Long[]::new),
                    causes.stream().map(Cause::thread).toArray(Long[]::new),
                    causes.stream().map(Cause::post).toArray(Long[]::new),
                    entries.stream().mapToInt(Map.Entry::getValue).toArray()
                });
    }
}
