package dev.stoa.forum.live;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a stream can ask for.
 *
 * @param name {@code thread:42}, {@code structure:5}, {@code feed:hot}, {@code member:7}
 */
record Topic(String name) {
    /** The lists that tell of themselves. */
    static final List<String> FEEDS = List.of("hot", "new", "recent");

    /** A viewer's own notifications, as a request says it. */
    static final String ME = "me";

    static final Topic HOT = new Topic("feed:hot");
    static final Topic NEW = new Topic("feed:new");
    static final Topic RECENT = new Topic("feed:recent");

    private static final Pattern KNOWN =
            Pattern.compile("(?:thread|structure|member):[0-9]{1,19}|feed:[a-z]{1,20}");
    private static final String MEMBER = "member:";
    private static final String THREAD = "thread:";

    static Topic thread(long id) {
        return new Topic(THREAD + id);
    }

    /** Of a structure and all below it. */
    static Topic structure(long id) {
        return new Topic("structure:" + id);
    }

    static Topic member(long id) {
        return new Topic(MEMBER + id);
    }

    static boolean isName(String text) {
        return KNOWN.matcher(text).matches();
    }

    /** The thread that it is of; null for another kind of topic. */
    @Nullable Long thread() {
        return name.startsWith(THREAD) ? Long.valueOf(name.substring(THREAD.length())) : null;
    }

    /** As whoever asked for it said it. */
    String shown() {
        return name.startsWith(MEMBER) ? ME : name;
    }
}
