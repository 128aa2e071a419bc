package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit rows a page, 1 to 100
 * @param page page number from 1, while {@code page x limit} is at most 1000; 1 where a cursor says
 *     the place
 * @param cursorText the cursor as given, null for none
 * @param before whether the cursor was given as {@code before}
 */
public record Paging(int limit, int page, @Nullable String cursorText, boolean before) {
    private static final int DEEPEST = 1000;
    public static final Param LIMIT = Param.number("limit", 1, 100, "Rows a page.").fallback("20");
    public static final Param AFTER =
            Param.text(
                    "after",
                    200,
                    "Cursor: the page behind it. From page.next of an earlier answer.");
    public static final Param BEFORE =
            Param.text(
                    "before",
                    200,
                    "Cursor: the page in front of it. From page.prev of an earlier answer.");
    public static final Param PAGE =
            Param.number(
                    "page", 1, DEEPEST, "Page number from 1, while page x limit is at most 1000.");

    /**
     * The page that {@code arguments} ask for.
     *
     * @throws Failure.Invalid for two places at once or {@code page-too-deep}
     */
    public static Paging of(Arguments arguments) {
        int limit = arguments.number("limit", 20);
        String after = arguments.textOrNull("after");
        String before = arguments.textOrNull("before");
        boolean byPage = arguments.has("page");
        if ((after != null ? 1 : 0) + (before != null ? 1 : 0) + (byPage ? 1 : 0) > 1) {
            throw Failure.Invalid.parameter(
                    "after", "conflict", "Give one of after, before and page.");
        }
        int page = arguments.number("page", 1);
        if ((long) page * limit > DEEPEST) {
            throw new Failure.Invalid(
                    Problems.PAGE_TOO_DEEP,
                    "page x limit goes up to "
                            + DEEPEST
                            + "; go on with page.next of the last page within it.");
        }
        return new Paging(limit, page, before != null ? before : after, before != null);
    }

    /** The cursor, read; empty where none was given. */
    public Optional<Cursor> cursor(Cursors cursors, String list) {
        if (cursorText == null) {
            return Optional.empty();
        }
        Cursor cursor = cursors.read(cursorText, list);
        // A next cursor given as before goes the other way from the same row.
        return Optional.of(
                new Cursor(
                        before ? Cursor.Direction.BEFORE : Cursor.Direction.AFTER, cursor.tuple()));
    }

    /** Rows to skip for the page number. */
    public int offset() {
        return (page - 1) * limit;
    }
}
