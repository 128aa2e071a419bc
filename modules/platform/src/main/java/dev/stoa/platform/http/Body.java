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
 * <p>It is compressed when somebody first asks: for 24 kB that takes longer than the statement that
 * found them, and an answer that no cache keeps may never need it.
 */
public final class Body {
    public static final String JSON = "application/json";

    /** Stands for: it was tried, and did not pay. */
    private static final byte[] NOT_WORTH = new byte[0];

    private final String contentType;
    private final byte[] plain;
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

    /** A body as it was before it was stored; the parts are trusted to belong together. */
    public static Body restored(
            String contentType, byte[] plain, byte @Nullable [] gzip, String etag) {
        return new Body(contentType, plain, gzip == null ? NOT_WORTH : gzip, etag);
    }

    /** What a cache keeps to make bodies of: it is never sent, so neither hashed nor compressed. */
    public static Body kept(byte[] bytes) {
        return new Body("application/octet-stream", bytes, NOT_WORTH, "");
    }

    private Body(Body page, @Nullable String next, @Nullable String prev, Marks marks) {
        this.contentType = page.contentType;
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
        return json(marks.spliced(plain, lines, unwanted)).linked(next, prev);
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

    public byte[] plain() {
        return plain;
    }

    /** The bytes compressed, null where that does not pay. */
    public byte @Nullable [] gzip() {
        byte[] known = gzip;
        if (known == null) {
            byte[] compressed = BodyBytes.gzip(plain);
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

    /** Bytes of memory it holds once it is compressed, for bounds; compresses it. */
    public int weight() {
        byte[] compressed = gzip();
        return plain.length
                + (compressed == null ? 0 : compressed.length)
                + Marks.WEIGHT * marks.all().size()
                + 128;
    }
}
