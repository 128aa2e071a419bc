package dev.stoa.sessions;

import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.ViewerSource;
import dev.stoa.platform.jobs.Job;
import dev.stoa.sessions.identity.Identity;
import dev.stoa.sessions.ledger.Ledger;
import dev.stoa.sessions.moderation.Moderation;
import dev.stoa.sessions.peer.PeerSessions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Identity and peer sessions on one node: the parts of the module, as one feature. */
final class SessionsFeature implements Feature {
    private final List<Feature> parts;

    SessionsFeature(Platform platform) {
        PeerSessions sessions = new PeerSessions(platform);
        this.parts =
                List.of(
                        new Identity(platform, sessions::leave),
                        sessions,
                        new Moderation(platform, sessions),
                        new Ledger(platform));
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Route> routes() {
        return all(Feature::routes);
    }

    @Override
    public List<ProblemType> problems() {
        return all(Feature::problems);
    }

    @Override
    public List<Job> jobs() {
        return all(Feature::jobs);
    }

    private <T> List<T> all(Function<Feature, List<T>> some) {
        return parts.stream().map(some).flatMap(List::stream).toList();
    }

    @Override
    public List<String> schemas() {
        return all(Feature::schemas);
    }

    @Override
    public Optional<ViewerSource> viewers() {
        return parts.stream().flatMap(part -> part.viewers().stream()).findFirst();
    }

    @Override
    public void start() {
        parts.forEach(Feature::start);
    }

    @Override
    public void close() {
        parts.reversed().forEach(Feature::close);
    }
}
