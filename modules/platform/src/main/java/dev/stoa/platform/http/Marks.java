package dev.stoa.platform.http;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The marked objects of a body, in the order of their places. Together with the bytes they make
 * other bodies of it: with fields put behind the opening brace of each object, and without the
 * items that are not wanted.
 */
public final class Marks {
    public static final Marks NONE = new Marks(List.of());

    /** Bytes of memory that one of them takes. */
    static final int WEIGHT = 44;

    private final List<Mark> all;
    // Set late by whoever comes first; two that come at once find the same text.
    private volatile String key = "";

    /**
     * @param all in the order of their starts
     */
    public Marks(List<Mark> all) {
        this.all = List.copyOf(all);
    }

    public List<Mark> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Ids of the objects of that kind, in order. */
    public long[] ids(char kind) {
        return all.stream().filter(mark -> mark.kind() == kind).mapToLong(Mark::id).toArray();
    }

    /** A text of 32 characters that only the same kinds and ids in the same order have. */
    public String key() {
        String known = key;
        if (known.isEmpty()) {
            known = hash();
            key = known;
        }
        return known;
    }

    private String hash() {
        ByteBuffer bytes = ByteBuffer.allocate(all.size() * (2 + 8));
        all.forEach(mark -> bytes.putChar(mark.kind()).putLong(mark.id()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@code bytes}, which these are the marks of, with more put in.
     *
     * @param lines one for each mark, in order: a letter, JSON fields with a comma behind each, a
     *     line feed
     * @param unwanted letters of items that are left out; what can't be taken out stays
     * @throws IllegalArgumentException for lines that are not those of the marks
     */
    byte[] spliced(byte[] bytes, byte[] lines, String unwanted) {
        Set<Integer> left = left(lines, unwanted);
        ByteBuffer out = ByteBuffer.allocate(bytes.length + lines.length);
        int at = 0;
        int line = 0;
        for (Mark mark : all) {
            int end = endOfLine(lines, line);
            // What is inside of something that was left out went with it.
            boolean isGone = mark.start() < at;
            if (!isGone && mark.isRemovable() && left.contains(mark.from())) {
                at = withoutItem(bytes, at, mark, out);
            } else if (!isGone) {
                at = copied(bytes, at, mark.start() + 1, out);
                copied(lines, line + 1, end, out);
            }
            line = end + 1;
        }
        if (line != lines.length) {
            throw new IllegalArgumentException("more lines than marks");
        }
        copied(bytes, at, bytes.length, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Where what is left out begins: one unwanted object of several takes all with it. */
    private Set<Integer> left(byte[] lines, String unwanted) {
        Set<Integer> left = new HashSet<>();
        int line = 0;
        for (Mark mark : all) {
            if (line < lines.length && unwanted.indexOf(lines[line]) >= 0 && mark.isRemovable()) {
                left.add(mark.from());
            }
            line = endOfLine(lines, line) + 1;
        }
        return left;
    }

    private static int endOfLine(byte[] lines, int start) {
        int end = start;
        while (end < lines.length && lines[end] != '\n') {
            end++;
        }
        if (end >= lines.length || end == start) {
            throw new IllegalArgumentException("fewer lines than marks");
        }
        return end;
    }

    /** Leaves an item out with one comma: the one before it, or behind it where it comes first. */
    private static int withoutItem(byte[] bytes, int at, Mark mark, ByteBuffer out) {
        int before = mark.from() - 1;
        if (at <= before && bytes[before] == ',') {
            copied(bytes, at, before, out);
            return mark.end();
        }
        copied(bytes, at, mark.from(), out);
        return bytes[mark.end()] == ',' ? mark.end() + 1 : mark.end();
    }

    private static int copied(byte[] bytes, int from, int to, ByteBuffer out) {
        out.put(bytes, from, to - from);
        return to;
    }
}
