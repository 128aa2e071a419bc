package dev.stoa.platform.internal.cache;

import dev.stoa.platform.http.Body;
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
    private static final byte VERSION = 1;
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
            List<String> tags = readTags(in);
            List<String> listTags = readTags(in);
            if (plain == null || in.readByte() != END || in.available() > 0) {
                return Optional.empty();
            }
            Body body = Body.restored(contentType, plain, gzip, etag);
            return Optional.of(new StoredEntry(body, tags, listTags, generation, created));
        } catch (IOException e) {
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

    /** A length that what is left can hold, so that a damaged one asks for no memory. */
    private static int checked(int length, DataInputStream in) throws IOException {
        if (length < 0 || length > in.available()) {
            throw new IOException("length " + length);
        }
        return length;
    }
}
