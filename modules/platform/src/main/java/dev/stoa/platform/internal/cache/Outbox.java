package dev.stoa.platform.internal.cache;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Changes of this node that Redis hasn't confirmed yet. Too many of them become one: everything.
 */
final class Outbox {
    private static final int CAPACITY = 10_000;

    private final ConcurrentHashMap<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong order = new AtomicLong();

    /** An announcement and when it was last put in, in the outbox's own order. */
    record Waiting(Announcement announcement, long order) {}

    void add(Collection<Announcement> announcements) {
        if (waiting.size() + announcements.size() > CAPACITY) {
            put(Announcement.EVERYTHING);
            waiting.keySet().removeIf(tag -> !tag.equals(Announcement.EVERYTHING.tag()));
            return;
        }
        announcements.forEach(this::put);
    }

    private void put(Announcement announcement) {
        waiting.put(announcement.tag(), new Waiting(announcement, order.incrementAndGet()));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Some of what waits; it stays until it is confirmed. */
    List<Waiting> batch(int most) {
        return waiting.values().stream().limit(most).toList();
    }

    /** Removes what was sent, unless it was put in again meanwhile. */
    void confirm(List<Waiting> sent) {
        for (Waiting one : sent) {
            waiting.remove(one.announcement().tag(), one);
        }
    }

    /** Whether a change of one of {@code tags} waits. */
    boolean holdsOneOf(List<String> tags) {
        Map<String, Waiting> now = waiting;
        if (now.isEmpty()) {
            return false;
        }
        if (now.containsKey(Announcement.EVERYTHING.tag())) {
            return true;
        }
        return tags.stream().anyMatch(now::containsKey);
    }
}
