package dev.stoa.telemetry.ingest;

import dev.stoa.telemetry.event.EventKey;
import dev.stoa.telemetry.event.Span;
import dev.stoa.telemetry.event.TelemetryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Submissions that are written together: their events in the order of the key, each key once. Of
 * events with one key the first to come is written; the others are duplicates, whatever becomes of
 * it.
 */
final class Group {
    private final List<Submission> submissions;
    private final List<Entry> entries = new ArrayList<>();
    private final int[] duplicates;
    private final List<List<Integer>> late = new ArrayList<>();

    /**
     * An event and where it came from.
     *
     * @param submission number of its submission in the group
     * @param place in its submission
     */
    record Entry(TelemetryEvent event, int submission, int place) {
        EventKey key() {
            return event.key();
        }
    }

    private Group(List<Submission> submissions) {
        this.submissions = submissions;
        this.duplicates = new int[submissions.size()];
    }

    /** The group of submissions, in the order they came, without what has no place by now. */
    static Group of(List<Submission> submissions, Span span) {
        Group group = new Group(submissions);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < submissions.size(); i++) {
            List<TelemetryEvent> events = submissions.get(i).events();
            List<Integer> late = new ArrayList<>(0);
            for (int place = 0; place < events.size(); place++) {
                TelemetryEvent event = events.get(place);
                if (span.place(event.key().micros()) == Span.Place.BEFORE) {
                    late.add(place);
                } else {
                    all.add(new Entry(event, i, place));
                }
            }
            group.late.add(late);
        }
        group.arrange(all);
        return group;
    }

    private void arrange(List<Entry> all) {
        all.sort(Comparator.comparing(Entry::key));
        for (Entry entry : all) {
            if (!entries.isEmpty() && entries.getLast().key().equals(entry.key())) {
                duplicates[entry.submission()]++;
            } else {
                entries.add(entry);
            }
        }
    }

    /** What is to be written. */
    List<Entry> entries() {
        return entries;
    }

    /** Tells all submissions what became of them; {@code there} were stored before. */
    void answer(Set<Entry> there) {
        there.forEach(entry -> duplicates[entry.submission()]++);
        for (int i = 0; i < submissions.size(); i++) {
            submissions
                    .get(i)
                    .outcome()
                    .complete(new Submission.Outcome(duplicates[i], late.get(i)));
        }
    }
}
