package dev.stoa.forum.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The newest entries of the log, for streams that go on from one of them, or from the beginning.
 */
final class History {
    private final int most;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Stands for the place before the first entry, on this node alone; empty once that is gone. */
    private String beginning = anyId();

    /**
     * An empty one.
     *
     * @param most entries kept
     */
    History(int most) {
        this.most = most;
    }

    void add(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > most) {
            entries.removeFirst();
            beginning = "";
        }
    }

    private static String anyId() {
        return "b" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** Forgets everything but {@code known}. */
    void restart(Collection<Entry> known) {
        entries.clear();
        beginning = anyId();
        known.forEach(this::add);
    }

    /** Id of the newest entry, or of the beginning. */
    String latest() {
        return entries.isEmpty() ? beginning : entries.getLast().id();
    }

    /** The entries after {@code id}, in order; empty where that is not known any more. */
    Optional<List<Entry>> after(String id) {
        List<Entry> later = new ArrayList<>();
        for (Iterator<Entry> back = entries.descendingIterator(); back.hasNext(); ) {
            Entry entry = back.next();
            if (entry.id().equals(id)) {
                return Optional.of(later.reversed());
            }
            later.add(entry);
        }
        return !id.isEmpty() && id.equals(beginning)
                ? Optional.of(later.reversed())
                : Optional.empty();
    }
}
