package dev.stoa.platform;

import dev.stoa.platform.internal.events.EventTopic;
import dev.stoa.platform.internal.redis.Redis;
import dev.stoa.platform.sql.Transaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What features tell each other. Subscribers of this node hear of an event at once and on the
 * thread that publishes it; those of other nodes soon, through Redis where there is one.
 *
 * <p>An event may be lost on its way to other nodes, and without Redis always is: a subscriber
 * holds the truth in PostgreSQL and bounds by a TTL how long it may be out of date.
 */
public final class Events {
    private static final System.Logger LOG = System.getLogger(Events.class.getName());

    private final List<Subscription<?>> subscriptions = new CopyOnWriteArrayList<>();
    private final List<Consumer<Event>> ways = new CopyOnWriteArrayList<>();
    private final Map<EventType, Counter> published;
    private final Map<EventType, Counter> received;

    Events(MeterRegistry meters) {
        this.published =
                counters(meters, "stoa.events.published", "Events that this node told of, by type");
        this.received =
                counters(
                        meters,
                        "stoa.events.received",
                        "Events that other nodes told this one of, by type");
    }

    private static Map<EventType, Counter> counters(
            MeterRegistry meters, String name, String description) {
        Map<EventType, Counter> counters = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            counters.put(
                    type,
                    Counter.builder(name)
                            .description(description)
                            .tag("type", type.word())
                            .register(meters));
        }
        return counters;
    }

    private record Subscription<E extends Event>(Class<E> type, Consumer<E> subscriber) {
        void offer(Event event) {
            if (type.isInstance(event)) {
                subscriber.accept(type.cast(event));
            }
        }
    }

    /**
     * Tells {@code subscriber} of every event of that type from now on, this node's and others'. It
     * must be quick, as publishers wait for it; what it throws is logged and harms nobody.
     */
    public <E extends Event> void subscribe(Class<E> type, Consumer<E> subscriber) {
        subscriptions.add(new Subscription<>(type, subscriber));
    }

    /** Tells of {@code event} once {@code transaction} is committed, and never if it is not. */
    public void publish(Transaction transaction, Event event) {
        transaction.afterCommit(() -> publish(event));
    }

    /** Tells of {@code event} now: the change it tells of is committed. */
    public void publish(Event event) {
        count(published, event);
        deliver(event);
        ways.forEach(way -> way.accept(event));
    }

    /** Takes an event that another node told of. */
    private void receive(Event event) {
        count(received, event);
        deliver(event);
    }

    /**
     * Tells other nodes of this one's events from now on, and this one of theirs, through Redis
     * where there is one.
     *
     * @param node this node's name
     * @return what ends that
     */
    Optional<EventTopic> connect(Redis redis, String node) {
        if (!redis.isConfigured()) {
            return Optional.empty();
        }
        EventTopic topic = new EventTopic(redis, text -> receive(text, node));
        ways.add(event -> topic.say(new EventMessage(event, node).text()));
        return Optional.of(topic);
    }

    private void receive(String text, String node) {
        EventMessage.read(text)
                .filter(message -> !message.node().equals(node))
                .ifPresent(message -> receive(message.event()));
    }

    private void deliver(Event event) {
        for (Subscription<?> subscription : subscriptions) {
            try {
                subscription.offer(event);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "A subscriber failed at " + event, e);
            }
        }
    }

    private static void count(Map<EventType, Counter> counters, Event event) {
        Counter counter = counters.get(EventType.of(event));
        if (counter != null) {
            counter.increment();
        }
    }
}
