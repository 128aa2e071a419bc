package dev.stoa.platform;

/** A member's id. */
public record MemberId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
