package dev.stoa.telemetry.live;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Feature;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Scope;
import dev.stoa.platform.SharedLog;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Freshness;
import dev.stoa.platform.http.Route.Traits;
import dev.stoa.platform.http.Streamed;
import dev.stoa.telemetry.event.TelemetryEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The live stream on one node. */
public final class TailPart implements Feature {
    static final Setting<Integer> PER_SECOND =
            Setting.number(
                    "telemetry.live-per-second",
                    0,
                    100,
                    5,
                    "Telemetry events of a type that the live stream shows in a second, at most 20"
                            + " times as many of all types.");

    static final Setting<Duration> AGE =
            Setting.duration(
                    "telemetry.live-max-age",
                    "15m",
                    "How long a live stream of telemetry lasts; its reader connects again.");

    /** Its settings. */
    public static final List<Setting<?>> SETTINGS = List.of(PER_SECOND, AGE);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(4);
    private static final int KEPT = 256;
    private static final int MOST_TYPES = 20;

    private final Platform platform;
    private final SharedLog log;
    private final Tail tail;
    private final TailStream.Pace pace;
    private final Standing standing;

    public TailPart(Platform platform) {
        this.platform = platform;
        this.log = platform.log("telemetry", KEPT);
        this.pace = new TailStream.Pace(HEARTBEAT, platform.settings().get(AGE));
        this.standing = new Standing(platform.database());
        this.tail =
                new Tail(
                        log,
                        new Sampler(platform.settings().get(PER_SECOND), System::nanoTime),
                        platform.observability().meters());
    }

    /** Tells of what was stored; never waits. */
    public void tell(List<TelemetryEvent> stored) {
        tail.tell(stored);
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public List<String> schemas() {
        return List.of(Packaged.text(TailPart.class.getResourceAsStream("schemas.json")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/telemetry/live",
                                "A sample of events as they are stored, for an EventSource",
                                "TelemetryLive",
                                this::live,
                                Param.text(
                                        "types",
                                        MOST_TYPES * 65,
                                        "1 to 20 types with commas between, or * for all;"
                                                + " required."))
                        .with(
                                Traits.MEMBER_READ
                                        .with(Access.admin(Scope.TELEMETRY_READ))
                                        .with(Freshness.NO_STORE)
                                        .with(Route.Admission.STREAM)));
    }

    private Reply live(Call call) {
        Set<String> types = types(call.arguments().textOrNull("types"));
        Viewer.Member viewer = call.viewer().signedIn();
        return Reply.of(Streamed.events(out -> tail.stream(viewer, types, pace, out)))
                // Proxies that gather answers would hold events back.
                .header("X-Accel-Buffering", "no");
    }

    /** Empty for all. */
    private static Set<String> types(@Nullable String given) {
        if (given == null) {
            throw Failure.Invalid.parameter("types", "required", "Name types, or * for all.");
        }
        Set<String> types =
                given.equals("*") ? Set.of() : new HashSet<>(List.of(given.split(",", -1)));
        if (types.size() > MOST_TYPES) {
            throw Failure.Invalid.parameter("types", "invalid", "It may hold up to 20 types.");
        }
        return types;
    }

    @Override
    public void start() {
        log.begin(tail);
        platform.timers().every(LOOK, "telemetry.live.look", this::look);
        platform.state().whenDraining(tail::drain, tail::resume);
        Events events = platform.events();
        events.subscribe(Event.MemberChanged.class, event -> signOut(event.member()));
        events.subscribe(Event.MemberBanned.class, event -> signOut(event.member()));
        events.subscribe(Event.MemberDeleted.class, event -> signOut(event.member()));
        events.subscribe(Event.LoginsEnded.class, event -> signOut(event.member()));
        events.subscribe(
                Event.LoginEnded.class,
                event -> signOut(Credential.Kind.LOGIN, event.loginSession()));
        events.subscribe(
                Event.KeyChanged.class, event -> signOut(Credential.Kind.API_KEY, event.key()));
    }

    /** News of sign-outs can be lost between nodes. */
    private void look() {
        List<Viewer.Member> viewers = tail.viewers();
        if (!viewers.isEmpty()) {
            Set<Viewer.Member> may = standing.of(viewers);
            tail.signOut(viewer -> viewers.contains(viewer) && !may.contains(viewer));
        }
    }

    private void signOut(MemberId member) {
        tail.signOut(viewer -> viewer.id().equals(member));
    }

    private void signOut(Credential.Kind kind, long id) {
        tail.signOut(
                viewer -> viewer.credential().kind() == kind && viewer.credential().id() == id);
    }

    @Override
    public void close() {
        log.close();
    }
}
