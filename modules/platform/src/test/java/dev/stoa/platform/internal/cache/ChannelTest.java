package dev.stoa.platform.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private static final List<String> THREAD = List.of("thread:42");

    private final SharedGenerations generations = new SharedGenerations();
    private final List<Announcement> changes = new ArrayList<>();
    private final Channel channel = new Channel("me", generations, changes::add);

    @Test
    void isHeardFromTheFirstPulseOnWithTheFloorWhereTheNumbersStand() {
        assertThat(channel.isHeard()).isFalse();

        pulse(1, 100);

        assertThat(channel.isHeard()).isTrue();
        assertThat(changes).containsExactly(Announcement.EVERYTHING);
        assertThat(generations.refuses(THREAD, 99)).isTrue();
        assertThat(generations.refuses(THREAD, 100)).isFalse();
    }

    @Test
    void anothersChangeIsToldAndOlderValuesAreRefused() {
        pulse(1, 100);
        changes.clear();

        change("thread", 101, "you");

        assertThat(changes).containsExactly(new Announcement("thread", "42"));
        assertThat(generations.refuses(THREAD, 100)).isTrue();
        assertThat(generations.refuses(THREAD, 101)).isFalse();
        assertThat(generations.refuses(List.of("thread:43"), 100)).isFalse();
    }

    @Test
    void anOwnChangeIsNotToldAgain() {
        pulse(1, 100);
        changes.clear();
        change("thread", 101, "me");

        assertThat(changes).isEmpty();
        assertThat(generations.refuses(THREAD, 100)).isTrue();
    }

    @Test
    void aPulseAheadOfTheChangesMeansSomeWereLost() {
        pulse(1, 100);
        change("thread", 101, "you");
        changes.clear();
        pulse(2, 101);
        assertThat(changes).isEmpty();

        pulse(3, 103);

        assertThat(changes).containsExactly(Announcement.EVERYTHING);
        assertThat(generations.refuses(THREAD, 102)).isTrue();
        assertThat(channel.lastPulse()).isEqualTo(3);
    }

    @Test
    void anInterruptionForgetsEverythingOnce() {
        pulse(1, 100);
        changes.clear();
        channel.interrupt();
        channel.interrupt();

        assertThat(channel.isHeard()).isFalse();
        assertThat(changes).containsExactly(Announcement.EVERYTHING);
    }

    @Test
    void aChangeWithoutANumberCountsAsLaterThanAllThatIsKnown() {
        pulse(1, 100);
        changes.clear();

        channel.receive("{\"type\":\"thread\",\"id\":\"42\"}");

        assertThat(changes).containsExactly(new Announcement("thread", "42"));
        assertThat(generations.refuses(THREAD, 100)).isTrue();
        assertThat(generations.latest()).isEqualTo(100);
    }

    @Test
    void whatIsNoAnnouncementIsPassedOver() {
        pulse(1, 100);
        changes.clear();
        for (String text :
                List.of(
                        "",
                        "{",
                        "[]",
                        "42",
                        "{\"type\":7}",
                        "{\"type\":\"a:b\",\"id\":\"1\"}",
                        "{\"type\":\"x\",\"id\":{\"a\":1}}")) {
            channel.receive(text);
        }
        channel.receive("{\"type\":\"pulse\",\"id\":\"x\",\"node\":\"me\",\"gen\":1}");
        assertThat(changes).isEmpty();
    }

    private void pulse(int number, long generation) {
        channel.receive(
                "{\"type\":\"pulse\",\"id\":\"%d\",\"node\":\"me\",\"gen\":%d}"
                        .formatted(number, generation));
    }

    private void change(String type, long generation, String node) {
        channel.receive(
                "{\"type\":\"%s\",\"id\":\"42\",\"node\":\"%s\",\"gen\":%d}"
                        .formatted(type, node, generation));
    }
}
