package dev.stoa.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Events events = new Events(meters);

    private static Stream<Event> all() {
        MemberId member = new MemberId(42);
        return Stream.of(
                new Event.MemberChanged(member),
                new Event.MemberBanned(member),
                new Event.MemberDeleted(member),
                new Event.LoginEnded(7),
                new Event.LoginsEnded(member),
                new Event.KeyChanged(9),
                new Event.BlockChanged(member),
                new Event.StructureChanged(11),
                new Event.TagChanged(12),
                new Event.FlagChanged(13));
    }

    @Test
    void aSubscriberHearsItsTypeAtOnceAndNoOther() {
        List<Event> heard = new ArrayList<>();
        events.subscribe(Event.LoginEnded.class, heard::add);

        all().forEach(events::publish);

        assertThat(heard).containsExactly(new Event.LoginEnded(7));
        assertThat(meters.get("stoa.events.published").tag("type", "login-ended").counter().count())
                .isEqualTo(1);
    }

    @Test
    void aSubscriberThatFailsHarmsNeitherPublisherNorOthers() {
        Logger log = Logger.getLogger(Events.class.getName());
        log.setLevel(Level.OFF);
        List<Event> heard = new ArrayList<>();
        events.subscribe(
                Event.class,
                _ -> {
                    throw new IllegalStateException("a defect of the test");
                });
        events.subscribe(Event.class, heard::add);

        events.publish(new Event.KeyChanged(9));

        assertThat(heard).containsExactly(new Event.KeyChanged(9));
        log.setLevel(null);
    }

    @Test
    void everyEventComesToOtherNodesAsItWas() {
        assertThat(all())
                .allSatisfy(
                        event -> {
                            String text = new EventMessage(event, "a").text();
                            assertThat(EventMessage.read(text))
                                    .contains(new EventMessage(event, "a"));
                        });
        assertThat(all().map(EventType::of).distinct()).hasSize(EventType.values().length);
    }

    @Test
    void whatIsNoKnownEventIsPassedOver() {
        assertThat(
                        Stream.of(
                                        "",
                                        "no JSON",
                                        "[1]",
                                        "{\"type\":\"of-the-future\",\"id\":\"1\",\"node\":\"a\"}",
                                        "{\"type\":\"key-changed\",\"id\":\"x\",\"node\":\"a\"}",
                                        "{\"type\":\"key-changed\",\"id\":\"-1\",\"node\":\"a\"}",
                                        "{\"type\":\"key-changed\",\"node\":\"a\"}")
                                .map(EventMessage::read))
                .allMatch(Optional::isEmpty);
        assertThat(
                        EventMessage.read(
                                "{\"type\":\"key-changed\",\"more\":{\"a\":[1]},\"id\":\"3\",\"node\":\"b\"}"))
                .contains(new EventMessage(new Event.KeyChanged(3), "b"));
    }
}
