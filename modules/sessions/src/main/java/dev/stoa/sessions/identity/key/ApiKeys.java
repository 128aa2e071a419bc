package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import dev.stoa.sessions.identity.viewer.Pepper;
import dev.stoa.sessions.identity.viewer.RoleScopes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member's API keys: made, listed, followed by new ones, revoked. */
final class ApiKeys {
    static final ProblemType TOO_MANY =
            new ProblemType(
                    "too-many-keys",
                    409,
                    "There are enough keys",
                    "A member has up to " + KeyStore.MOST + " keys at a time. Revoke one.");

    private final Database database;
    private final Events events;
    private final Cursors cursors;
    private final KeyStore store;
    private final Duration overlap;
    private final InstantSource clock;

    ApiKeys(Platform platform, Pepper pepper, Duration overlap) {
        this.database = platform.database();
        this.events = platform.events();
        this.cursors = platform.cursors();
        this.store = new KeyStore(database, pepper);
        this.overlap = overlap;
        this.clock = platform.clock();
    }

    Reply list(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        Paging paging = Paging.of(call.arguments());
        String scope = "api-keys:" + viewer.key();
        long before =
                paging.cursor(cursors, scope)
                        .map(place -> place.tuple().part(0))
                        .orElse(Long.MAX_VALUE);
        List<KeyRow> rows = store.ofMember(viewer.id().value(), before, paging.limit());
        List<KeyRow> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size()
                        ? cursors.write(Cursor.after(shown.getLast().id()), scope)
                        : null;
        return Reply.ok(new Page<>(shown, next, null).body(KeyBodies::write));
    }

    Reply make(Call call) {
        KeyOrder order = order(call.viewer().signedIn(), call.fields());
        KeyText text = KeyText.random();
        long id =
                database.transaction(
                        in -> {
                            store.lock(in, order.owner());
                            return store.add(in, order, text).orElseThrow(ApiKeys::full);
                        });
        return made(id, order, text);
    }

    private static Failure full() {
        return new Failure.Conflict(TOO_MANY, "There are " + KeyStore.MOST + " keys already.");
    }

    private static Reply made(long id, KeyOrder order, KeyText text) {
        return Reply.of(201, KeyBodies.made(id, order, text))
                .header("Location", "/api/sessions/api-keys");
    }

    private KeyOrder order(Viewer.Member viewer, Fields fields) {
        Set<Scope> scopes = RoleScopes.named(fields.all("scopes"));
        if (!RoleScopes.of(viewer.role()).containsAll(scopes)) {
            throw new Failure.Forbidden("Scopes of ops are for admins.");
        }
        boolean isForLoad = fields.text("limitPolicy", "default").equals("load");
        if (isForLoad && !viewer.is(Role.ADMIN)) {
            throw new Failure.Forbidden("Keys without rate limits are made by admins.");
        }
        return new KeyOrder(
                viewer.id(),
                name(fields),
                scopes,
                future(fields.timeOrNull("expiresAt")),
                isForLoad ? Credential.Allowance.LOAD : Credential.Allowance.DEFAULT);
    }

    private static String name(Fields fields) {
        String name = fields.text("name");
        KeyName.fault(name)
                .ifPresent(
                        fault -> {
                            throw KeyRoutes.invalid("/name", fault);
                        });
        return name;
    }

    private @Nullable Instant future(@Nullable Instant end) {
        if (end != null && !end.isAfter(clock.instant())) {
            throw KeyRoutes.invalid("/expiresAt", "It must be in the future.");
        }
        return end;
    }

    /** The key follows another with the same rights; the other serves on for the overlap. */
    Reply rotate(Call call) {
        Viewer.Member viewer = call.viewer().signedIn();
        long id = call.arguments().pathId("id");
        KeyText text = KeyText.random();
        return database.transaction(
                in -> {
                    store.lock(in, viewer.id());
                    KeyRow old =
                            store.find(in, id, viewer.id().value())
                                    .filter(key -> key.isActive() && key.replacedBy() == null)
                                    .orElseThrow(ApiKeys::absent);
                    KeyOrder order = follower(old, viewer);
                    long next =
                            store.add(in, order, text, KeyStore.MOST + 1)
                                    .orElseThrow(ApiKeys::full);
                    store.replace(in, id, next, overlap);
                    events.publish(in, new Event.KeyChanged(id));
                    return made(next, order, text);
                });
    }

    /** With no more than its owner's role allows by now. */
    private static KeyOrder follower(KeyRow old, Viewer.Member viewer) {
        Set<Scope> scopes = RoleScopes.named(old.scopes());
        scopes.retainAll(RoleScopes.of(viewer.role()));
        return new KeyOrder(
                new MemberId(old.owner()),
                old.name(),
                scopes,
                old.expiresAt(),
                old.policy().equals("load")
                        ? RoleScopes.most(viewer.role())
                        : Credential.Allowance.DEFAULT);
    }

    Reply revoke(Call call) {
        long owner = call.viewer().signedIn().id().value();
        long id = call.arguments().pathId("id");
        boolean isRevoked = database.transaction(in -> revoked(in, id, owner));
        if (!isRevoked) {
            throw absent();
        }
        return Reply.empty(204);
    }

    private boolean revoked(Transaction in, long id, long owner) {
        boolean isRevoked = store.revoke(in, id, owner);
        if (isRevoked) {
            events.publish(in, new Event.KeyChanged(id));
        }
        return isRevoked;
    }

    private static Failure absent() {
        return new Failure.NotFound("There is no such active key.");
    }
}
