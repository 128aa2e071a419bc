package dev.stoa.platform.flag;

import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Timers;
import dev.stoa.platform.Work;
import dev.stoa.platform.sql.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The flags of a node: asked in memory, set in the database. A node knows a change made on another
 * within two seconds and a bit, with Redis at once; while the database is away it keeps what it
 * knew.
 */
public final class Flags {
    private static final System.Logger LOG = System.getLogger(Flags.class.getName());
    private static final String READ = "platform.flags.read";
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Map<String, Flag> declared = new TreeMap<>();
    // What is known last was read last: reads don't overtake each other.
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Map<String, Boolean> known = Map.of();
    private @Nullable Begun begun;

    private Flags() {}

    /** What there is once the database is. */
    private record Begun(FlagStore store, Events events) {}

    /**
     * The flags there are, each at its fallback until {@link #begin}.
     *
     * @throws IllegalArgumentException for two of one name
     */
    public static Flags of(Collection<Flag> declared, MeterRegistry meters) {
        Flags flags = new Flags();
        for (Flag flag : declared) {
            if (flags.declared.put(flag.name(), flag) != null) {
                throw new IllegalArgumentException("two flags are called " + flag.name());
            }
            Gauge.builder("stoa.flag.on", () -> flags.isOn(flag) ? 1 : 0)
                    .description("1 while the flag is on, as this node knows it")
                    .tag("flag", flag.name())
                    .register(meters);
        }
        return flags;
    }

    /** Reads them, and goes on doing so; one statement. */
    public void begin(Database database, Events events, Timers timers) {
        begun = new Begun(new FlagStore(database), events);
        read();
        events.subscribe(Event.FlagChanged.class, _ -> soon());
        timers.every(EVERY, READ, this::readIfPossible);
    }

    /** How it is, as this node knows it; costs a look into a map. */
    public boolean isOn(Flag flag) {
        Boolean given = known.get(flag.name());
        return given == null ? flag.fallback() : given;
    }

    /** All of them by name, as the database has them; one statement. */
    public List<FlagState> list() {
        Map<String, FlagStore.Given> given =
                begun().store().list().stream()
                        .collect(Collectors.toMap(FlagStore.Given::name, f -> f));
        return declared.values().stream()
                .map(
                        flag -> {
                            FlagStore.Given found = given.get(flag.name());
                            return found == null ? FlagState.unset(flag) : found.of(flag);
                        })
                .toList();
    }

    /** One of them; one statement. */
    public Optional<FlagState> find(String name) {
        return list().stream().filter(state -> state.flag().name().equals(name)).findFirst();
    }

    /**
     * Sets one; this node knows it when this returns.
     *
     * @param expected its version, 0 for one that nobody has set
     * @return empty where its version is another by now
     */
    public Optional<FlagState> set(Flag flag, boolean on, int expected) {
        Begun at = begun();
        Optional<FlagStore.Given> set = at.store().set(flag.name(), on, expected);
        set.ifPresent(
                given -> {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "The flag {0} is {1} now",
                            flag.name(),
                            word(on));
                    read();
                    at.events().publish(new Event.FlagChanged(given.id()));
                });
        return set.map(given -> given.of(flag));
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }

    /** Not at once: who tells of a change waits for those that hear of it. */
    private void soon() {
        Thread.ofVirtual()
                .name("stoa-flags-read")
                .start(() -> Work.within(READ, LIMIT).run(this::readIfPossible));
    }

    private void readIfPossible() {
        try {
            read();
        } catch (Failure failure) {
            LOG.log(System.Logger.Level.DEBUG, "Flags were not read: {0}", failure.detail());
        }
    }

    private void read() {
        reading.lock();
        try {
            known =
                    begun().store().list().stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            FlagStore.Given::name, FlagStore.Given::isOn));
        } finally {
            reading.unlock();
        }
    }

    private Begun begun() {
        if (begun == null) {
            throw new IllegalStateException("the database of flags is not there yet");
        }
        return begun;
    }
}
