package dev.stoa.platform.sql;

import io.helidon.dbclient.DbRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One row of a result; columns by position, from 0, in the order of the select list. */
public final class Row {
    private final DbRow row;

    Row(DbRow row) {
        this.row = row;
    }

    /** A bigint or int that is not null. */
    public long number(int column) {
        return ((Number) value(column)).longValue();
    }

    /** An int that is not null. */
    public int integer(int column) {
        return Math.toIntExact(number(column));
    }

    /** A double or numeric that is not null. */
    public double real(int column) {
        return ((Number) value(column)).doubleValue();
    }

    public boolean flag(int column) {
        return (Boolean) value(column);
    }

    public String text(int column) {
        return String.valueOf(value(column));
    }

    /** A bytea that is not null; the caller's own. */
    public byte[] bytes(int column) {
        return (byte[]) value(column);
    }

    public Instant instant(int column) {
        return ((Timestamp) value(column)).toInstant();
    }

    /** A timestamp in microseconds since 1970, PostgreSQL's own precision. */
    public long micros(int column) {
        Instant at = instant(column);
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    public LocalDate day(int column) {
        return ((java.sql.Date) value(column)).toLocalDate();
    }

    public @Nullable Long numberOrNull(int column) {
        Object value = raw(column);
        return value == null ? null : ((Number) value).longValue();
    }

    public @Nullable String textOrNull(int column) {
        Object value = raw(column);
        return value == null ? null : value.toString();
    }

    public @Nullable Instant instantOrNull(int column) {
        Object value = raw(column);
        return value == null ? null : ((Timestamp) value).toInstant();
    }

    public boolean isNull(int column) {
        return raw(column) == null;
    }

    private Object value(int column) {
        Object value = raw(column);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    private @Nullable Object raw(int column) {
        return row.column(column + 1).get(Object.class);
    }
}
