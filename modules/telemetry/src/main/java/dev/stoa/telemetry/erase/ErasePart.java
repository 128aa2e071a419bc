package dev.stoa.telemetry.erase;

import dev.stoa.platform.Event;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Platform;
import dev.stoa.platform.jobs.Job;
import dev.stoa.telemetry.event.Addresses;
import dev.stoa.telemetry.event.Dimension;
import java.util.List;

/** Removal of deleted members' events, on one node. */
public final class ErasePart implements Feature {
    private final Platform platform;
    private final Erasure erasure;

    public ErasePart(Platform platform, Addresses addresses, Dimension dimension) {
        this.platform = platform;
        this.erasure = new Erasure(addresses, dimension);
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public List<Job> jobs() {
        return List.of(erasure.job());
    }

    /** The news only makes it soon; what is to be done stands in the database. */
    @Override
    public void start() {
        platform.events()
                .subscribe(Event.MemberDeleted.class, _ -> platform.jobs().request(Erasure.NAME));
    }
}
