package dev.stoa.platform.internal.cache;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Mark;
import dev.stoa.platform.http.Marks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stored entry: a version, then its parts, then a mark that says it is whole. What
 * can't be read, for whatever reason, is no entry.
 */
final class EntryFormat {
    private static final byte VERSION = 4;
    private static final byte END = 0x5a;

    /** Deflate can't do better: a damaged length asks for no more memory than this. */
    private static final long BEST_RATIO = 1032;

    private EntryFormat() {}

    static byte[] write(StoredEntry entry) {
        Body body = entry.body();
        byte[] gzip = body.gzip();
        byte[] held = gzip == null ? body.plain() : gzip;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(held.length + 1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.generation());
            out.writeLong(entry.createdMillis());
            out.writeUTF(body.contentType());
            out.writeUTF(body.etag());
            out.writeInt(body.length());
            out.writeBoolean(gzip != null);
            write(out, held);
            write(out, body.next());
            write(out, body.prev());
            write(out, body.marks());
            write(out, entry.tags());
            write(out, entry.listTags());
            out.writeByte(END);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Optional<StoredEntry> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            long generation = in.readLong();
            long created = in.readLong();
            String contentType = in.readUTF();
            String etag = in.readUTF();
            int length = in.readInt();
            boolean isPacked = in.readBoolean();
            byte[] held = in.readNBytes(checked(in.readInt(), in));
            String next = readText(in);
            String prev = readText(in);
            Marks marks = readMarks(in, length);
            List<String> tags = readTags(in);
            List<String> listTags = readTags(in);
            if (in.readByte() != END || in.available() > 0) {
                return Optional.empty();
            }
            Body body = restored(contentType, held, isPacked, length, etag);
            return Optional.of(
                    new StoredEntry(
                            body.linked(next, prev).marked(marks),
                            tags,
                            listTags,
                            generation,
                            created));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Body restored(
            String contentType, byte[] held, boolean isPacked, int length, String etag)
            throws IOException {
        if (length < 0 || (isPacked ? length > BEST_RATIO * held.length : length != held.length)) {
            throw new IOException("length " + length);
        }
        return isPacked
                ? Body.restored(contentType, held, length, etag)
                : Body.restored(contentType, held, etag);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(DataOutputStream out, List<String> tags) throws IOException {
        out.writeInt(tags.size());
        for (String tag : tags) {
            out.writeUTF(tag);
        }
    }

    private static List<String> readTags(DataInputStream in) throws IOException {
        int count = checked(in.readInt(), in);
        List<String> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String tag = in.readUTF();
            if (tag.indexOf(':') < 1) {
                throw new IOException("tag " + tag);
            }
            tags.add(tag);
        }
        return tags;
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static void write(DataOutputStream out, Marks marks) throws IOException {
        out.writeInt(marks.all().size());
        for (Mark mark : marks.all()) {
            out.writeChar(mark.kind());
            out.writeLong(mark.id());
            out.writeInt(mark.from());
            out.writeInt(mark.start());
            out.writeInt(mark.end());
        }
    }

    /**
     * Each begins behind the one before and goes alone, or in what goes with it; all are within the
     * body.
     */
    private static Marks readMarks(DataInputStream in, int length) throws IOException {
        int count = checked(in.readInt(), in);
        List<Mark> marks = new ArrayList<>(count);
        for (int i = 0, start = 0, reach = 0; i < count; i++) {
            Mark mark =
                    new Mark(
                            in.readChar(), in.readLong(), in.readInt(), in.readInt(), in.readInt());
            boolean isApart = mark.from() >= reach || mark.end() <= reach;
            if (!isApart || mark.start() < start || mark.end() >= length) {
                throw new IOException("a mark at " + mark.start());
            }
            start = mark.start() + 1;
            reach = Math.max(reach, Math.max(start, mark.end()));
            marks.add(mark);
        }
        return new Marks(marks);
    }

    /** A length that what is left can hold, so that a damaged one asks for no memory. */
    private static int checked(int length, DataInputStream in) throws IOException {
        if (length < 0 || length > in.available()) {
            throw new IOException("length " + length);
        }
        return length;
    }
}
