package dev.stoa.telemetry.list;

import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Statement;
import dev.stoa.telemetry.event.Addresses;
import dev.stoa.telemetry.event.EventKey;
import dev.stoa.telemetry.list.EventListSql.Lead;
import dev.stoa.telemetry.list.EventListSql.Way;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of events, newest first; one statement each. */
final class EventList {
    private static final UUID LAST = new UUID(-1, -1);

    private final Database database;
    private final Cursors cursors;
    private final Addresses addresses;

    EventList(Database database, Cursors cursors, Addresses addresses) {
        this.database = database;
        this.cursors = cursors;
        this.addresses = addresses;
    }

    Page<StoredEvent> page(EventFilter asked, Paging paging) {
        String list = "telemetry-events:" + asked;
        Optional<Cursor> cursor = paging.cursor(cursors, list);
        Way way = paging.before() ? Way.BEFORE : Way.AFTER;
        Statement statement = EventListSql.statement(lead(asked), way).upTo(paging.limit());
        List<StoredEvent> found =
                database.list(
                        statement,
                        StoredEvent::read,
                        arguments(statement, asked, cursor.map(EventList::key)));
        return Page.of(found, paging, event -> cursors.write(cursor(event), list));
    }

    private static Lead lead(EventFilter asked) {
        if (asked.session() != null) {
            return Lead.SESSION;
        }
        if (asked.address() != null) {
            return Lead.ADDRESS;
        }
        if (asked.props() != null) {
            return asked.type() == null ? Lead.PROPS : Lead.TYPED_PROPS;
        }
        return asked.type() != null ? Lead.TYPE : Lead.TIME;
    }

    private static Cursor cursor(StoredEvent event) {
        UUID id = event.key().id();
        return Cursor.after(
                event.key().micros(), id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private static EventKey key(Cursor cursor) {
        return new EventKey(
                cursor.tuple().part(0), new UUID(cursor.tuple().part(1), cursor.tuple().part(2)));
    }

    private @Nullable Object[] arguments(
            Statement statement, EventFilter asked, Optional<EventKey> place) {
        EventKey from = place.orElse(EventKey.of(asked.to(), LAST));
        return statement.parameters().stream()
                .map(name -> argument(name, asked, from))
                .toArray(Object[]::new);
    }

    private @Nullable Object argument(String name, EventFilter asked, EventKey place) {
        return switch (name) {
            case "session" -> asked.session();
            case "addresses" -> stored(asked.address());
            case "props" -> asked.props();
            case "type" -> asked.type();
            case "from" -> asked.from();
            case "to" -> asked.to();
            case "at" -> instant(place);
            case "id" -> place.id().toString();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Instant instant(EventKey place) {
        return EventKey.instant(place.micros());
    }

    /** In every form in which it may have been stored. */
    private String @Nullable [] stored(@Nullable String address) {
        return address == null ? null : addresses.forms(address).toArray(String[]::new);
    }
}
