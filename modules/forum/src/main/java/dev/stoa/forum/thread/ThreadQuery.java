package dev.stoa.forum.thread;

import dev.stoa.forum.structure.Audience;
import dev.stoa.platform.http.Paging;

/**
 * A list of threads as asked for.
 *
 * @param tab the way of listing
 * @param period of {@code top}: day, week, month, year or all
 * @param audience with whom the list is shared
 * @param forum id of the structure asked for, or {@code all}
 * @param filter which threads
 * @param paging which page
 * @param count none, estimate or bounded
 */
record ThreadQuery(
        Tab tab,
        String period,
        Audience audience,
        String forum,
        ThreadFilter filter,
        Paging paging,
        String count) {
    /** The list in its ranked form, where the tab is one of a snapshot. */
    String rankList() {
        return tab == Tab.TOP ? "top-" + period : "trending";
    }

    boolean isRanked() {
        return tab == Tab.TRENDING || tab == Tab.TOP;
    }

    /**
     * What a cursor of this list belongs to; shared lists are the same for all viewers of an
     * audience.
     */
    String scope() {
        return "threads:"
                + tab.word()
                + ':'
                + (tab == Tab.TOP ? period : "")
                + ':'
                + others()
                + ':'
                + forum
                + ':'
                + audience.key();
    }

    /**
     * The reports' key, {@code tab:forum:page:limit:viewer}, and behind it what else the list
     * depends on.
     */
    String cacheKey() {
        StringBuilder key = new StringBuilder(48);
        key.append(tab.word())
                .append(':')
                .append(forum)
                .append(':')
                .append(paging.page())
                .append(':');
        key.append(paging.limit()).append(':').append(audience.key());
        String others = others();
        if (tab == Tab.TOP
                || !others.isEmpty()
                || paging.cursorText() != null
                || !count.equals("none")) {
            key.append(':')
                    .append(tab == Tab.TOP ? period : "")
                    .append(':')
                    .append(others)
                    .append(':');
            key.append(count)
                    .append(':')
                    .append(paging.before() ? "<" : ">")
                    .append(paging.cursorText());
        }
        return key.toString();
    }

    private String others() {
        if (filter.kind() == null
                && filter.tags().isEmpty()
                && filter.authorId() == null
                && filter.gameId() == null
                && filter.broadcasterId() == null) {
            return "";
        }
        StringBuilder others = new StringBuilder();
        filter.tags().forEach(tag -> others.append(tag.id()).append(','));
        others.append('|').append(filter.kind()).append('|').append(filter.authorId());
        others.append('|')
                .append(quoted(filter.gameId()))
                .append('|')
                .append(quoted(filter.broadcasterId()));
        return others.toString();
    }

    /** User text with its length in front, so that no two lists share a key. */
    private static String quoted(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text.length() + "~" + text;
    }
}
