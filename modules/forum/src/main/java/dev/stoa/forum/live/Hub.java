package dev.stoa.forum.live;

import dev.stoa.forum.structure.StructureTree;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Failure;
import dev.stoa.platform.SharedLog;
import dev.stoa.platform.Viewer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hands events of the shared log to the streams of this node. What it does under its lock never
 * waits: it puts into queues.
 */
final class Hub implements SharedLog.Reader {
    /** Entries kept for streams that come back. */
    static final int KEPT = 4096;

    private final SharedLog log;
    private final Structures structures;
    private final LiveStream.Pace pace;
    private final LiveMeters meters;
    private final ReentrantLock lock = new ReentrantLock();
    private final History history = new History(KEPT);
    private final OpenStreams open = new OpenStreams();
    private volatile String latest = history.latest();
    private boolean draining;

    Hub(SharedLog log, Structures structures, LiveStream.Pace pace, MeterRegistry meters) {
        this.log = log;
        this.structures = structures;
        this.pace = pace;
        this.meters = new LiveMeters(meters, open::count);
    }

    /** Tells all nodes of {@code event}, soon. */
    void publish(LiveEvent event) {
        if (log.append(event.text())) {
            meters.published(event.kind());
        } else {
            meters.dropped(1);
        }
    }

    @Override
    public void take(SharedLog.Entry said) {
        Optional<LiveEvent> event = LiveEvent.read(said.text());
        if (event.isEmpty()) {
            return;
        }
        Entry entry = new Entry(said.id(), event.get());
        lock.lock();
        try {
            history.add(entry);
            hand(entry);
            // After it is in the queues: see LiveStream.write.
            latest = entry.id();
        } finally {
            lock.unlock();
        }
    }

    private void hand(Entry entry) {
        StructureTree tree = structures.tree();
        int handed = 0;
        for (LiveStream stream : open.of(entry.event().topics())) {
            if (isShown(entry, stream, tree)) {
                handed += offered(stream, new LiveStream.Signal.Told(entry)) ? 1 : 0;
            }
        }
        meters.delivered(handed);
    }

    private static boolean isShown(Entry entry, LiveStream stream, StructureTree tree) {
        Long structure = entry.event().about().structure();
        return structure == null || !tree.audience(stream.viewer()).isHidden(structure);
    }

    private boolean offered(LiveStream stream, LiveStream.Signal signal) {
        if (stream.offer(signal)) {
            return true;
        }
        end(stream, LiveStream.End.SLOW);
        return false;
    }

    @Override
    public void restart(List<SharedLog.Entry> known) {
        List<Entry> entries = new ArrayList<>();
        for (SharedLog.Entry said : known) {
            LiveEvent.read(said.text())
                    .ifPresent(event -> entries.add(new Entry(said.id(), event)));
        }
        lock.lock();
        try {
            history.restart(entries);
            latest = history.latest();
            open.all().forEach(this::reset);
        } finally {
            lock.unlock();
        }
    }

    private void reset(LiveStream stream) {
        meters.reset();
        offered(stream, new LiveStream.Signal.Reset(latest));
    }

    /**
     * Writes a stream until it ends.
     *
     * @param after id of the last event its client had; null for none
     * @throws Failure.Overloaded while the node stops
     */
    void stream(Viewer viewer, Set<Topic> topics, @Nullable String after, OutputStream out)
            throws IOException {
        LiveStream stream = new LiveStream(viewer, topics);
        String from = enter(stream, after);
        LiveStream.End end = LiveStream.End.LEFT;
        try {
            out.write(Frames.hello(from));
            out.flush();
            end = stream.write(out, pace, () -> latest);
        } finally {
            leave(stream);
            meters.ended(end == LiveStream.End.LEFT ? stream.why() : end);
        }
    }

    /** The id it begins at; empty where it goes on from another, or there is none. */
    private String enter(LiveStream stream, @Nullable String after) {
        lock.lock();
        try {
            if (draining) {
                throw new Failure.Overloaded("This node stops; another will answer.");
            }
            open.add(stream);
            return after == null ? latest : resumed(stream, after);
        } finally {
            lock.unlock();
        }
    }

    private String resumed(LiveStream stream, String after) {
        StructureTree tree = structures.tree();
        Optional<List<Entry>> missed =
                history.after(after)
                        .map(
                                later ->
                                        later.stream()
                                                .filter(each -> each.concerns(stream.topics()))
                                                .filter(each -> isShown(each, stream, tree))
                                                .toList())
                        .filter(later -> later.size() < LiveStream.MOST_WAITING / 2);
        if (missed.isEmpty()) {
            reset(stream);
            return latest;
        }
        missed.get().forEach(entry -> stream.offer(new LiveStream.Signal.Told(entry)));
        meters.delivered(missed.get().size());
        return "";
    }

    private void leave(LiveStream stream) {
        lock.lock();
        try {
            open.remove(stream);
        } finally {
            lock.unlock();
        }
    }

    private void end(LiveStream stream, LiveStream.End why) {
        open.remove(stream);
        meters.dropped(stream.end(why, latest));
        if (why == LiveStream.End.SLOW) {
            meters.reset();
        }
    }

    /** Ends the streams of members that {@code isOver} says so of. */
    void signOut(Predicate<Viewer.Member> isOver) {
        lock.lock();
        try {
            for (LiveStream stream : open.all()) {
                if (stream.viewer() instanceof Viewer.Member member && isOver.test(member)) {
                    end(stream, LiveStream.End.SIGNED_OUT);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The members who have streams open, once for each credential. */
    Set<Viewer.Member> members() {
        lock.lock();
        try {
            return open.members();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams, and lets none begin. */
    void drain() {
        lock.lock();
        try {
            draining = true;
            open.all().forEach(stream -> end(stream, LiveStream.End.DRAINED));
        } finally {
            lock.unlock();
        }
    }

    /** Lets streams begin again. */
    void resume() {
        lock.lock();
        try {
            draining = false;
        } finally {
            lock.unlock();
        }
    }
}
