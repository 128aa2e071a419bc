package dev.stoa.forum.demo;

import dev.stoa.platform.sql.CopyRows;
import java.time.Instant;
import java.util.SplittableRandom;

/** The rows of collections and their items: mostly threads, now and then an exercise. */
final class DemoCollections {
    private static final int ITEMS = 20;

    /** One in so many is a draft; one item in so many is an exercise. */
    private static final int DRAFTS = 20;

    private static final int EXERCISES = 5;

    private final DemoPlan plan;
    private final Words words;

    DemoCollections(DemoPlan plan, Words words) {
        this.plan = plan;
        this.words = words;
    }

    CopyRows.Source collections() {
        return new DemoFolk.Numbered(plan.size.collections, this::collection);
    }

    int itemCount() {
        return plan.size.collections * ITEMS;
    }

    CopyRows.Source items() {
        return new DemoFolk.Numbered(itemCount(), this::item);
    }

    private void collection(int i, CopyRows row) {
        SplittableRandom random = plan.random("collection", i);
        Instant created = created(i);
        row.number(i + 1L)
                .number(plan.member(random, created.toEpochMilli()) + 1L)
                .text(words.title(random))
                .text(words.body(random, random.nextInt(5, 40)))
                .number(ITEMS)
                .instant(i % DRAFTS == DRAFTS - 1 ? null : created)
                .instant(created)
                .instant(created);
    }

    /** As old as a thread, spread evenly over them. */
    private Instant created(int i) {
        return Instant.ofEpochMilli(plan.threadCreated(newest(i)));
    }

    /** The newest thread that a collection can be about. */
    private int newest(int i) {
        return (int) ((i + 1L) * plan.size.threads / plan.size.collections) - 1;
    }

    private void item(int i, CopyRows row) {
        SplittableRandom random = plan.random("collection-item", i);
        int collection = i / ITEMS;
        boolean isExercise = i % EXERCISES == EXERCISES - 1;
        long thread = random.nextInt(newest(collection) + 1) + 1L;
        String title = words.title(random);
        row.number(i + 1L)
                .number(collection + 1L)
                .number(i % ITEMS + 1L)
                .numberOrNull(isExercise ? null : thread)
                .text(title)
                .text(isExercise ? exercise(random) : "{}")
                .instant(created(collection))
                .instant(created(collection));
    }

    /** Words have no character that JSON escapes. */
    private String exercise(SplittableRandom random) {
        return "{\"kind\":\"exercise\",\"prompt\":\""
                + words.title(random)
                + "\",\"points\":"
                + random.nextInt(1, 11)
                + "}";
    }
}
