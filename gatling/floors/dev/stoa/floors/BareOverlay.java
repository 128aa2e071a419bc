package dev.stoa.floors;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The bare statement of a viewer's states of a ready page of threads, put between the page's bytes.
 * The viewers block and mute nobody, so nothing is left out.
 */
final class BareOverlay implements Handler {
    private static final Pattern ITEM = Pattern.compile("\\{(\"id\":\"(\\d+)\",\"kind\")");

    /** Members who are not wanted are looked for as in Stoa, or the floor would do less. */
    private static final String SQL =
            """
            with v as materialized (
                select u.id, greatest(u.created_at, now() - interval '30 days', a.read_until) as read_until,
                       array(select coalesce(k.blocked_id, b.id) from blocks k
                               left join users b on k.blocked_id is null and b.address = k.blocked_addr
                              where k.blocker_id = u.id and (k.expires_at is null or k.expires_at > now())
                              union all
                             select m.target_id from mutes m where m.user_id = u.id and m.target = 'member') as unwanted,
                       array(select m.target_id from mutes m where m.user_id = u.id and m.target = 'thread') as muted
                  from users u left join user_watermarks a on a.user_id = u.id and a.structure_id = 0
                 where u.id = ?)
            select string_agg('"viewer":{"vote":' || coalesce(x.value, 0)
                     || ',"favorited":' || case when f.user_id is null then 'false' else 'true' end
                     || ',"following":' || case when l.user_id is null then 'false' else 'true' end
                     || ',"lastReadPostNumber":' || coalesce(r.last_read_post_number, 0)
                     || ',"unread":' || case when t.last_post_at > greatest(v.read_until, w.read_until)
                                              and t.last_post_number > coalesce(r.last_read_post_number, 0)
                                              and t.id <> all(v.muted) and coalesce(t.user_id <> all(v.unwanted), true)
                                             then 'true' else 'false' end || '},', chr(10) order by i.place)
              from unnest(?) with ordinality i(id, place)
              cross join v
              join threads t on t.id = i.id
              left join read_states r on r.user_id = v.id and r.thread_id = i.id
              left join user_watermarks w on w.user_id = v.id and w.structure_id = t.structure_id
              left join thread_votes x on x.user_id = v.id and x.thread_id = i.id
              left join favorites f on f.user_id = v.id and f.thread_id = i.id
              left join follows l on l.user_id = v.id and l.target = 'thread' and l.target_id = i.id
            """;

    private final DataSource database;
    private final List<byte[]> parts = new ArrayList<>();
    private final Object[] ids;

    /**
     * @param ready the page that all viewers share
     */
    BareOverlay(DataSource database, byte[] ready) {
        this.database = database;
        String page = new String(ready, StandardCharsets.UTF_8);
        List<Object> found = new ArrayList<>();
        Matcher item = ITEM.matcher(page);
        int at = 0;
        while (item.find()) {
            parts.add(page.substring(at, item.start(1)).getBytes(StandardCharsets.UTF_8));
            found.add(Long.valueOf(item.group(2)));
            at = item.start(1);
        }
        parts.add(page.substring(at).getBytes(StandardCharsets.UTF_8));
        this.ids = found.toArray();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws SQLException {
        long viewer = Long.parseLong(request.path().pathParameters().get("id"));
        response.header(BareServer.JSON).send(page(states(viewer)));
    }

    private String states(long viewer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            Array threads = connection.createArrayOf("bigint", ids);
            statement.setLong(1, viewer);
            statement.setArray(2, threads);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private byte[] page(String states) {
        ByteArrayOutputStream page = new ByteArrayOutputStream(32 * 1024);
        page.writeBytes(parts.getFirst());
        int at = 0;
        for (int i = 1; i < parts.size(); i++) {
            int end = states.indexOf('\n', at);
            String state = states.substring(at, end < 0 ? states.length() : end);
            page.writeBytes(state.getBytes(StandardCharsets.ISO_8859_1));
            page.writeBytes(parts.get(i));
            at = end + 1;
        }
        return page.toByteArray();
    }
}
