package dev.stoa.platform.sql;

import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of {@code COPY}, each made when it is read: memory does not grow with
 * their number. Text loses its NULs, which PostgreSQL can't hold.
 */
public final class CopyRows extends InputStream {
    private static final int CHUNK = 1 << 16;

    private final Source source;
    private byte[] buffer = new byte[2 * CHUNK];
    private int length;
    private int read;
    private boolean startsRow = true;
    private boolean isOver;

    /** Rows of {@code source}. */
    public CopyRows(Source source) {
        this.source = source;
    }

    /** Where rows come from. */
    @FunctionalInterface
    public interface Source {
        /** Writes the columns of the next row, or returns false where there is none. */
        boolean next(CopyRows row);
    }

    /** Writes a column; null for SQL's null. */
    public CopyRows text(@Nullable String value) {
        column();
        if (value == null) {
            put('\\');
            put('N');
            return this;
        }
        ensure(3 * value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                utf8(Character.toCodePoint(c, value.charAt(i)));
            } else {
                utf8(Character.isSurrogate(c) ? 0xFFFD : c);
            }
        }
        return this;
    }

    public CopyRows number(long value) {
        return text(Long.toString(value));
    }

    public CopyRows numberOrNull(@Nullable Long value) {
        return text(value == null ? null : value.toString());
    }

    public CopyRows flag(boolean value) {
        return text(value ? "t" : "f");
    }

    public CopyRows instant(@Nullable Instant value) {
        return text(Objects.toString(value, null));
    }

    private void column() {
        if (!startsRow) {
            put('\t');
        }
        startsRow = false;
    }

    /** Each character takes two bytes at most, for which {@link #ensure} has made room. */
    private void ascii(char c) {
        switch (c) {
            case 0 -> {}
            case '\\' -> escaped('\\');
            case '\t' -> escaped('t');
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            default -> buffer[length++] = (byte) c;
        }
    }

    private void escaped(char c) {
        buffer[length++] = '\\';
        buffer[length++] = (byte) c;
    }

    private void utf8(int c) {
        if (c < 0x800) {
            buffer[length++] = (byte) (0xC0 | (c >> 6));
        } else if (c < 0x10000) {
            buffer[length++] = (byte) (0xE0 | (c >> 12));
            buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        } else {
            buffer[length++] = (byte) (0xF0 | (c >> 18));
            buffer[length++] = (byte) (0x80 | ((c >> 12) & 0x3F));
            buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        }
        buffer[length++] = (byte) (0x80 | (c & 0x3F));
    }

    private void put(char c) {
        ensure(1);
        buffer[length++] = (byte) c;
    }

    private void ensure(int room) {
        if (buffer.length - length < room) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + room));
        }
    }

    /** Makes rows until a chunk is full; false at the end. */
    private boolean fill() {
        if (read < length) {
            return true;
        }
        read = 0;
        length = 0;
        while (!isOver && length < CHUNK) {
            startsRow = true;
            if (source.next(this)) {
                put('\n');
            } else {
                isOver = true;
            }
        }
        return length > 0;
    }

    @Override
    public int read() {
        return fill() ? buffer[read++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(count, length - read);
        System.arraycopy(buffer, read, into, offset, taken);
        read += taken;
        return taken;
    }
}
