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
    private static final byte VERSION = 3;
    private static final byte END = 0x5a;
    private static final int ABSENT = -1;

    private EntryFormat() {}

    static byte[] write(StoredEntry entry) {
        Body body = entry.body();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.weight() + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.generation());
            out.writeLong(entry.createdMillis());
            out.writeUTF(body.contentType());
            out.writeUTF(body.etag());
            write(out, body.plain());
            write(out, body.gzip());
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
            byte[] plain = readBytes(in);
            byte[] gzip = readBytes(in);
            String next = readText(in);
            String prev = readText(in);
            Marks marks = readMarks(in, plain);
            List<String> tags = readTags(in);
            List<String> listTags = readTags(in);
            if (plain == null || in.readByte() != END || in.available() > 0) {
                return Optional.empty();
            }
            Body body =
                    Body.restored(contentType, plain, gzip, etag).linked(next, prev).marked(marks);
            return Optional.of(new StoredEntry(body, tags, listTags, generation, created));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(ABSENT);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        return in.readNBytes(checked(length, in));
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
    private static Marks readMarks(DataInputStream in, byte @Nullable [] plain) throws IOException {
        int count = checked(in.readInt(), in);
        List<Mark> marks = new ArrayList<>(count);
        for (int i = 0, start = 0, reach = 0; i < count; i++) {
            Mark mark =
                    new Mark(
                            in.readChar(), in.readLong(), in.readInt(), in.readInt(), in.readInt());
            boolean isApart = mark.from() >= reach || mark.end() <= reach;
            if (plain == null || !isApart || mark.start() < start || mark.end() >= plain.length) {
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
