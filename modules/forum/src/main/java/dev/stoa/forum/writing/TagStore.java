package dev.stoa.forum.writing;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Tags of threads being written, in PostgreSQL. */
final class TagStore {
    /** Members don't make tags; more than so many make none clearer. */
    static final int MOST = 5;

    static final Statement BY_SLUGS =
            Statement.of(
                    "forum.tags.by-slugs",
                    Budget.ms(5),
                    "select t.id, t.name, t.slug, t.color from tags t where t.slug = any(:slugs)");

    /**
     * Locked in the order of ids, so that two threads with the same tags don't wait for each other
     * in a ring.
     */
    static final Statement USED =
            Statement.of(
                    "forum.tags.used",
                    Budget.ms(10),
                    """
                    with locked as (select t.id from tags t where t.id = any(:ids)
                                     order by t.id for no key update)
                    update tags t set use_count = greatest(0, t.use_count + m.uses)
                      from locked l
                      join unnest(cast(:ids as bigint[]), cast(:uses as int[])) m(id, uses) on m.id = l.id
                     where t.id = l.id
                    """);

    private TagStore() {}

    /**
     * The tags with these slugs, in that order; one statement, none for none.
     *
     * @throws dev.stoa.platform.Failure.Invalid pointing at a slug that no tag has
     */
    static List<TagCard> find(Transaction in, List<String> slugs) {
        if (slugs.isEmpty()) {
            return List.of();
        }
        Map<String, TagCard> found =
                in
                        .list(
                                BY_SLUGS,
                                row ->
                                        new TagCard(
                                                row.number(0),
                                                row.text(1),
                                                row.text(2),
                                                row.text(3)),
                                (Object) slugs.toArray(String[]::new))
                        .stream()
                        .collect(Collectors.toMap(TagCard::slug, Function.identity()));
        List<TagCard> tags = new ArrayList<>();
        for (int i = 0; i < slugs.size(); i++) {
            TagCard tag = found.get(slugs.get(i));
            if (tag == null) {
                throw WritingProblems.field(
                        "tags/" + i, "unknown", "There is no tag with that slug.");
            }
            tags.add(tag);
        }
        return tags;
    }

    /**
     * Counts one thread more for each of {@code won} and one less for each of {@code lost}; the
     * last statement of a write, none where there are none.
     */
    static void used(Transaction in, long[] won, long[] lost) {
        if (won.length + lost.length > 0) {
            in.execute(
                    USED,
                    LongStream.concat(LongStream.of(won), LongStream.of(lost)).toArray(),
                    IntStream.concat(
                                    IntStream.generate(() -> 1).limit(won.length),
                                    IntStream.generate(() -> -1).limit(lost.length))
                            .toArray());
        }
    }
}
