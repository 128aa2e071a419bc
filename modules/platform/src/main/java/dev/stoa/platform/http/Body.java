package dev.stoa.platform.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A finished answer: its bytes, the same bytes compressed where that pays, and its ETag. Immutable
 * by agreement: the arrays are shared between all requests that a cache answers and must not be
 * written to.
 *
 * <p>It is compressed when somebody first asks: for 24 kB that takes as long as the statement that
 * found them, and an answer that no cache keeps may never need it. Where memory is short it can be
 * {@linkplain #pack packed}: it holds its compressed bytes alone until the plain ones were asked
 * for a few times.
 */
public final class Body {
    public static final String JSON = "application/json";

    /** Stands for: it was tried, and did not pay. */
    private static final byte[] NOT_WORTH = new byte[0];

    /** So many times are plain bytes unpacked before they are held again. */
    private static final int UNPACKED_OFTEN = 4;

    private static final int FIXED_WEIGHT = 280;

    private final String contentType;
    private final int length;
    private volatile byte @Nullable [] plain;
    private volatile int unpacked;
    // Set late by whoever comes first; two that come at once find the same bytes.
    private volatile byte @Nullable [] gzip;
    private final Header etag;
    private final @Nullable String next;
    private final @Nullable String prev;
    private final Marks marks;
    // The header of the address it was last asked for by.
    private volatile @Nullable Links links;

    private Body(String contentType, byte[] plain, byte @Nullable [] gzip, String etag) {
        this.contentType = contentType;
        this.length = plain.length;
        this.plain = plain;
        this.gzip = gzip;
        this.etag = HeaderValues.createCached(HeaderNames.ETAG, etag);
        this.next = null;
        this.prev = null;
        this.marks = Marks.NONE;
    }

    /** A body of {@code bytes}, compressed from 1 KiB on. */
    public static Body of(String contentType, byte[] bytes) {
        return new Body(contentType, bytes, null, BodyBytes.etag(bytes));
    }

    /** A body of {@code bytes} under an ETag of somebody else's making. */
    public static Body of(String contentType, byte[] bytes, String etag) {
        return new Body(contentType, bytes, null, etag);
    }

    public static Body json(byte[] bytes) {
        return of(JSON, bytes);
    }

    public static Body text(String contentType, String text) {
        return of(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A body as it was before it was stored, by its plain bytes; compressing them did not pay. */
    public static Body restored(String contentType, byte[] plain, String etag) {
        return new Body(contentType, plain, NOT_WORTH, etag);
    }

    /**
     * A body as it was before it was stored, by its compressed bytes.
     *
     * @throws IllegalArgumentException for what is no gzip of so many bytes
     */
    public static Body restored(String contentType, byte[] gzip, int length, String etag) {
        return new Body(contentType, BodyBytes.unpackedExactly(gzip, length), gzip, etag);
    }

    /** What a cache keeps to make bodies of: it is never sent, so not hashed. */
    public static Body kept(byte[] bytes) {
        return new Body("application/octet-stream", bytes, null, "");
    }

    private Body(Body page, @Nullable String next, @Nullable String prev, Marks marks) {
        this.contentType = page.contentType;
        this.length = page.length;
        this.plain = page.plain;
        this.gzip = page.gzip;
        this.etag = page.etag;
        this.next = next;
        this.prev = prev;
        this.marks = marks;
    }

    /** The same body of a list's page, with the cursors of the pages beside it. */
    public Body linked(@Nullable String nextPage, @Nullable String prevPage) {
        return new Body(this, nextPage, prevPage, marks);
    }

    /** The same body with its objects marked. */
    public Body marked(Marks places) {
        return new Body(this, next, prev, places);
    }

    /** Where its objects are; none where nobody marked them. */
    public Marks marks() {
        return marks;
    }

    /**
     * What a viewer gets of it: another body, unmarked, with fields of their own put into each
     * marked object and without items they don't want. This one stays as it is.
     *
     * @param lines one for each mark, in order: a letter, JSON fields with a comma behind each, a
     *     line feed
     * @param unwanted letters of items that are left out
     */
    public Body overlaid(byte[] lines, String unwanted) {
        return json(marks.spliced(plain(), lines, unwanted)).linked(next, prev);
    }

    /** Cursor of the next page of a list, for the {@code Link} header; null where there is none. */
    public @Nullable String next() {
        return next;
    }

    /**
     * Cursor of the page before of a list, for the {@code Link} header; null where there is none.
     */
    public @Nullable String prev() {
        return prev;
    }

    /** Media type with charset. */
    public String contentType() {
        return contentType;
    }

    /** The bytes as they are. */
    public byte[] plain() {
        byte[] known = plain;
        if (known != null) {
            return known;
        }
        byte[] compressed = gzip;
        if (compressed == null) {
            throw new IllegalStateException("neither plain nor compressed");
        }
        byte[] bytes = BodyBytes.unpackedExactly(compressed, length);
        // A count that two lose between them does no harm.
        int times = unpacked + 1;
        unpacked = times;
        if (times >= UNPACKED_OFTEN) {
            plain = bytes;
        }
        return bytes;
    }

    /** How many bytes {@link #plain()} are. */
    public int length() {
        return length;
    }

    /** Lets go of the plain bytes where there are compressed ones to make them of. */
    public void pack() {
        if (gzip() != null) {
            unpacked = 0;
            plain = null;
        }
    }

    /** The bytes compressed, null where that does not pay. */
    public byte @Nullable [] gzip() {
        byte[] known = gzip;
        if (known == null) {
            byte[] compressed = BodyBytes.gzip(plain());
            known = compressed == null ? NOT_WORTH : compressed;
            gzip = known;
        }
        return known.length == 0 ? null : known;
    }

    /** Weak ETag, quotes and {@code W/} included: a hash of the plain bytes. */
    public String etag() {
        return etag.get();
    }

    /** The {@code Link} header last sent with it; null where there was none. */
    @Nullable Links links() {
        return links;
    }

    void links(Links sent) {
        links = sent;
    }

    /** The ETag as a header, made once. */
    Header etagHeader() {
        return etag;
    }

    /** About the bytes of memory it holds just now, for bounds. */
    public int weight() {
        // Whoever asks next for what is nearly asked for often enough makes it plain.
        boolean isPlain = plain != null || unpacked >= UNPACKED_OFTEN - 1;
        byte[] compressed = gzip;
        // Somebody will ask for it compressed.
        int packed = compressed == null ? BodyBytes.guessedGzip(length) : compressed.length;
        return (isPlain ? length : 0) + packed + Marks.WEIGHT * marks.all().size() + FIXED_WEIGHT;
    }
}
