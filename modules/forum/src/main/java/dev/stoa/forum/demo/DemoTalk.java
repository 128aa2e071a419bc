package dev.stoa.forum.demo;

import dev.stoa.platform.sql.CopyRows;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of threads and posts. */
final class DemoTalk {
    private static final int EXCERPT = 200;

    private final DemoPlan plan;
    private final Words words;
    private final DemoFolk folk;

    DemoTalk(DemoPlan plan, Words words, DemoFolk folk) {
        this.plan = plan;
        this.words = words;
        this.folk = folk;
    }

    CopyRows.Source threads() {
        return new DemoFolk.Numbered(
                plan.size.threads, (i, row) -> thread(new DemoThread(plan, i), row));
    }

    CopyRows.Source posts() {
        return new PerThread(plan, thread -> thread.posts, this::post);
    }

    CopyRows.Source threadTags() {
        return new PerThread(
                plan,
                thread -> thread.tags.length,
                (thread, i, row) -> row.number(thread.number + 1L).number(thread.tags[i] + 1L));
    }

    private void thread(DemoThread thread, CopyRows row) {
        int last = thread.posts - 1;
        SplittableRandom random = plan.random("title", thread.number);
        String title = words.title(random);
        Instant created = Instant.ofEpochMilli(thread.times[0]);
        boolean isClip = thread.kind.equals("clip");
        row.number(thread.number + 1L)
                .number(folk.forumId(thread.forum))
                .number(thread.authors[0] + 1L)
                .text(thread.kind)
                .text(title)
                .text(title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'))
                .text(excerpt(body(thread, 0)))
                .text(isClip ? media(thread.number, random) : null)
                .text(isClip ? "game-" + (Shares.pick(random, 50) + 1) : null)
                .text(isClip ? "broadcaster-" + (Shares.pick(random, 500) + 1) : null)
                .text(cards(thread))
                .text(ids(thread))
                .number(thread.firstPost)
                .number(thread.posts)
                .instant(Instant.ofEpochMilli(thread.times[last]))
                .number(thread.authors[last] + 1L)
                .numberOrNull(thread.isAnswered ? (Long) (thread.firstPost + 1) : null)
                .flag(thread.isRemoved)
                .flag(thread.isPinned)
                .flag(thread.isLocked)
                .instant(created)
                .instant(created)
                .instant(created);
    }

    private void post(DemoThread thread, int i, CopyRows row) {
        String body = body(thread, i);
        int parent = thread.parents[i];
        row.number(thread.firstPost + i)
                .number(thread.number + 1L)
                .number(i + 1L)
                .numberOrNull(parent < 0 ? null : (Long) (thread.firstPost + parent))
                .text(thread.path(i))
                .number(thread.depths[i])
                .number(thread.authors[i] + 1L)
                .text(body)
                .text("<p>" + body.replace("\n\n", "</p>\n<p>") + "</p>\n")
                .flag(thread.removed[i])
                .instant(Instant.ofEpochMilli(thread.times[i]));
    }

    private String body(DemoThread thread, int i) {
        SplittableRandom random = plan.random("post", thread.firstPost + i);
        int length = Words.length(random);
        return words.body(random, i == 0 ? 2 * length : length);
    }

    private static String excerpt(String body) {
        String flat = body.replace("\n\n", " ");
        return flat.length() <= EXCERPT
                ? flat
                : flat.substring(0, flat.lastIndexOf(' ', EXCERPT - 1)) + "\u2026";
    }

    private static @Nullable String media(int number, SplittableRandom random) {
        String url = "https://media.example.org/clips/" + (number + 1);
        return "{\"url\":\"%s.mp4\",\"thumbnailUrl\":\"%s.jpg\",\"durationSeconds\":%d}"
                .formatted(url, url, random.nextInt(5, 61));
    }

    private String cards(DemoThread thread) {
        return IntStream.of(thread.tags)
                .mapToObj(
                        tag ->
                                "{\"id\":\"%d\",\"name\":\"%s\",\"slug\":\"%s\",\"color\":\"%s\"}"
                                        .formatted(
                                                tag + 1,
                                                folk.tagName(tag),
                                                folk.tagName(tag),
                                                DemoFolk.color(tag)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String ids(DemoThread thread) {
        return IntStream.of(thread.tags)
                .mapToObj(tag -> Integer.toString(tag + 1))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
