package dev.stoa.forum.live;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something to look at, once for all who asked for one of its topics.
 *
 * @param about where it happened
 * @param at when, to the millisecond
 */
record LiveEvent(Kind kind, List<Topic> topics, About about, Instant at) {
    LiveEvent {
        topics = List.copyOf(topics);
    }

    /** What happened. */
    enum Kind {
        THREAD_OPENED("thread-opened"),
        THREAD_CHANGED("thread-changed"),
        POST_ADDED("post-added"),
        POST_CHANGED("post-changed"),
        POST_REMOVED("post-removed"),
        COUNTS("counts"),
        NOTIFICATION("notification");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The name of the event in a stream. */
        String word() {
            return word;
        }
    }

    /**
     * Where something happened; null for what is no part of it.
     *
     * @param number of the post in its thread
     * @param structure where the thread is
     */
    record About(
            @Nullable Long thread,
            @Nullable Long post,
            @Nullable Long number,
            @Nullable Long structure) {
        static final About NOTHING = new About(null, null, null, null);
    }

    /** One line for the log that nodes share. */
    String text() {
        return String.join(
                "\t",
                kind.word(),
                topics.stream().map(Topic::name).collect(Collectors.joining(",")),
                text(about.thread()),
                text(about.post()),
                text(about.number()),
                text(about.structure()),
                Long.toString(at.toEpochMilli()));
    }

    private static String text(@Nullable Long number) {
        return number == null ? "" : number.toString();
    }

    /** What {@code text} says; empty where only a newer node understands it. */
    static Optional<LiveEvent> read(String text) {
        String[] parts = text.split("\t", -1);
        if (parts.length < 7) {
            return Optional.empty();
        }
        try {
            About about =
                    new About(
                            number(parts[2]), number(parts[3]), number(parts[4]), number(parts[5]));
            Instant at = Instant.ofEpochMilli(Long.parseLong(parts[6]));
            List<Topic> topics =
                    Arrays.stream(parts[1].split(",", -1))
                            .filter(Topic::isName)
                            .map(Topic::new)
                            .toList();
            return Arrays.stream(Kind.values())
                    .filter(kind -> kind.word().equals(parts[0]))
                    .findFirst()
                    .map(kind -> new LiveEvent(kind, topics, about, at));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static @Nullable Long number(String text) {
        return text.isEmpty() ? null : Long.valueOf(text);
    }
}
