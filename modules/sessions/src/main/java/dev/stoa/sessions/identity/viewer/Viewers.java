package dev.stoa.sessions.identity.viewer;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.stoa.platform.Credential;
import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.ViewerSource;
import java.nio.ByteBuffer;

/** The viewers behind credentials: none of a statement when cached, else one. */
public final class Viewers implements ViewerSource {
    private static final int LONGEST = 200;

    private final Pepper pepper;
    private final CredentialStore store;
    private final ViewerCache cache = new ViewerCache(Ticker.systemTicker());
    private final AuthMeters meters;
    private final Sightings sightings;

    public Viewers(Platform platform, Pepper pepper) {
        this.pepper = pepper;
        this.store = new CredentialStore(platform.database());
        this.meters = new AuthMeters(platform.observability().meters());
        this.sightings = new Sightings(platform.database());
        hear(platform.events());
        platform.timers().every(Sightings.INTERVAL, "sessions.sightings", sightings::write);
    }

    private void hear(Events events) {
        events.subscribe(Event.MemberChanged.class, event -> forget(event.member()));
        events.subscribe(Event.MemberBanned.class, event -> forget(event.member()));
        events.subscribe(Event.MemberDeleted.class, event -> forget(event.member()));
        events.subscribe(Event.LoginsEnded.class, event -> forget(event.member()));
        events.subscribe(
                Event.LoginEnded.class,
                event -> forget(Credential.Kind.LOGIN, event.loginSession()));
        events.subscribe(
                Event.KeyChanged.class, event -> forget(Credential.Kind.API_KEY, event.key()));
    }

    @Override
    public Viewer viewer(String scheme, String credential) {
        var kind = scheme.equals("api-key") ? Credential.Kind.API_KEY : Credential.Kind.LOGIN;
        Resolution resolution = resolution(kind, credential);
        if (resolution instanceof Resolution.Known known && known.isOver(System.nanoTime())) {
            resolution = new Resolution.Expired();
        }
        meters.shown(kind, resolution.word());
        return switch (resolution) {
            case Resolution.Known(Viewer.Member member, long _) -> {
                sightings.note(member);
                yield member;
            }
            case Resolution.Unknown _ -> throw unknown(kind);
            case Resolution.Expired _ -> throw Resolution.Expired.failure();
            case Resolution.Banned banned -> throw banned.failure();
        };
    }

    private static Failure unknown(Credential.Kind kind) {
        return new Failure.Unauthenticated(
                kind == Credential.Kind.API_KEY
                        ? "The API key is not known here."
                        : "The bearer token is not known here.");
    }

    private Resolution resolution(Credential.Kind kind, String credential) {
        if (credential.length() > LONGEST) {
            return new Resolution.Unknown();
        }
        byte[] hash =
                switch (kind) {
                    case LOGIN -> pepper.hash(Pepper.Use.TOKEN, credential);
                    case API_KEY -> pepper.hash(Pepper.Use.API_KEY, credential);
                };
        ByteBuffer name = ByteBuffer.wrap(hash).asReadOnlyBuffer();
        Resolution remembered = cache.remembered(name);
        if (remembered != null) {
            meters.hit();
            return remembered;
        }
        meters.missed();
        return cache.loaded(
                name,
                () ->
                        switch (kind) {
                            case LOGIN -> store.login(hash);
                            case API_KEY -> store.key(prefix(credential), hash);
                        });
    }

    /** Without a dot it is no key; the empty prefix is nobody's, and takes as long to find out. */
    private static String prefix(String key) {
        return key.substring(0, Math.max(0, key.indexOf('.')));
    }

    private void forget(MemberId member) {
        cache.forget(resolution -> resolution.concerns(member));
    }

    private void forget(Credential.Kind kind, long id) {
        cache.forget(
                resolution ->
                        resolution instanceof Resolution.Known(Viewer.Member member, long _)
                                && member.credential().kind() == kind
                                && member.credential().id() == id);
    }

    /** Writes when members were last seen, before the node ends. */
    public void close() {
        sightings.write();
    }
}
