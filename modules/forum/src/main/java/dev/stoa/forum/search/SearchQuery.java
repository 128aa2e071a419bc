package dev.stoa.forum.search;

import dev.stoa.platform.http.Paging;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A question to the search.
 *
 * @param text what is looked for, in one form for all spellings that mean the same
 * @param type what is looked for
 * @param filter what may be found
 * @param paging which page
 */
record SearchQuery(String text, Sought type, SearchFilter filter, Paging paging) {
    /** Rows ranked for one question at most, and therefore how deep pages go. */
    static final int CANDIDATES = 1000;

    SearchQuery {
        text = text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Kinds of things that are found. */
    enum Sought {
        THREADS,
        POSTS,
        MEMBERS,
        TAGS;

        static Sought of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it has a phrase or a word to be left out. */
    boolean isExact() {
        return text.indexOf('"') >= 0 || text.startsWith("-") || text.contains(" -");
    }

    /** The list that its cursors belong to. */
    String scope() {
        return "search:%s:%s;%s"
                .formatted(
                        URLEncoder.encode(text, StandardCharsets.UTF_8), type.word(), filter.key());
    }

    /** Key of its page in the cache. */
    String cacheKey() {
        String place =
                paging.cursorText() == null ? Integer.toString(paging.page()) : paging.cursorText();
        return scope() + ':' + place + ':' + paging.limit();
    }
}
