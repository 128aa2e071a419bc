package dev.stoa.app;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Posts that were acknowledged to who wrote them, and how to look for them. */
final class Acknowledged {
    private static final Pattern ID = Pattern.compile("^\\{\"id\":\"(\\d+)\"");
    private static final String OPEN =
            """
            select string_agg(id, ' ')
              from (select cast(id as text) as id from threads
                     where not is_removed and not is_locked order by threads.id limit 200) t
            """;

    /** Asks a database. */
    interface Asked {
        String stored(String query) throws Exception;
    }

    private Acknowledged() {}

    /** Threads of a demo that can be replied to. */
    static List<String> open(Asked database) throws Exception {
        return Arrays.asList(database.stored(OPEN).split(" "));
    }

    /** Ids of the posts that were answered 201. */
    static List<String> posts(List<Traffic.Note> notes) {
        return notes.stream()
                .filter(note -> note.status() == 201)
                .map(note -> id(note.body()))
                .distinct()
                .toList();
    }

    private static String id(String body) {
        Matcher id = ID.matcher(body);
        if (!id.find()) {
            throw new AssertionError(body);
        }
        return id.group(1);
    }

    /** The query that says how many of them are there. */
    static String counted(List<String> posts) {
        return "select count(*) from posts where id in (" + String.join(",", posts) + ")";
    }
}
