package dev.stoa.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What there is to ask for in the data set, the most popular first.
 *
 * @param threads ids
 * @param structures ids
 * @param members ids of any
 * @param words to search for
 * @param keys API keys of the members who are signed in
 */
record Community(
        List<String> threads,
        List<String> structures,
        List<String> members,
        List<String> words,
        List<String> keys) {

    /** As {@code stoa.load.community} says: a file of lines of a kind, a tab and a value. */
    static Community read() {
        Map<String, List<String>> kinds =
                Map.of(
                        "thread", new ArrayList<>(),
                        "structure", new ArrayList<>(),
                        "member", new ArrayList<>(),
                        "word", new ArrayList<>(),
                        "key", new ArrayList<>());
        try (Stream<String> lines = Files.lines(Path.of(Load.text("community", "")))) {
            lines.map(line -> line.split("\t", 2)).forEach(at -> of(kinds, at[0]).add(at[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Community(
                of(kinds, "thread"),
                of(kinds, "structure"),
                of(kinds, "member"),
                of(kinds, "word"),
                of(kinds, "key"));
    }

    private static List<String> of(Map<String, List<String>> kinds, String kind) {
        List<String> found = kinds.get(kind);
        if (found == null) {
            throw new IllegalArgumentException("kind " + kind);
        }
        return found;
    }

    /** All that one request may need, chosen anew each time. */
    Iterator<Map<String, Object>> chosen() {
        Zipf<String> thread = Zipf.of(threads);
        Zipf<String> structure = Zipf.of(structures);
        Zipf<String> member = Zipf.of(members);
        Zipf<String> word = Zipf.of(words);
        Zipf<String> key = Zipf.of(keys);
        return endless(
                () -> {
                    var random = ThreadLocalRandom.current();
                    return Map.of(
                            "thread",
                            thread.next(random),
                            "structure",
                            structure.next(random),
                            "member",
                            member.next(random),
                            "word",
                            word.next(random),
                            "key",
                            key.next(random),
                            "vote",
                            random.nextBoolean() ? 1 : -1,
                            "wallet",
                            "0x%040x".formatted(random.nextLong() >>> 1),
                            "number",
                            random.nextLong() >>> 1);
                });
    }

    private static Iterator<Map<String, Object>> endless(Supplier<Map<String, Object>> each) {
        return Stream.generate(each).iterator();
    }
}
