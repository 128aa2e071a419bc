package dev.stoa.forum.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.forum.change.Change;
import dev.stoa.forum.change.Change.PostPlace;
import dev.stoa.platform.Event;
import dev.stoa.platform.MemberId;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Live events on one node by itself. */
class LiveIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SHORT = Duration.ofMillis(300);

    private static LiveNode node;

    @BeforeAll
    static void start() {
        node = LiveNode.started("live.heartbeat", "250ms");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void eventsOfATopicComeInTheirOrder() {
        try (EventReader reader = node.events("topics=thread:1")) {
            IntStream.rangeClosed(1, 100).forEach(node::post);

            for (int i = 1; i <= 100; i++) {
                EventReader.Event event = reader.next();
                assertThat(event.name()).isEqualTo("post-added");
                assertThat(event.data())
                        .startsWith("{\"topic\":\"thread:1\",\"threadId\":\"1\",")
                        .contains("\"postId\":\"" + (100 + i) + "\",\"number\":" + i + ",")
                        .contains("\"structureId\":\"2\",\"at\":\"20");
            }
        }
    }

    @Test
    void theAnswerIsAStreamThatNobodyStores() {
        try (EventReader reader = node.events("topics=feed:new", "Accept-Encoding", "gzip")) {
            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reader.header("Content-Encoding")).isEmpty();
            assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(reader.header("X-Query-Count")).isEqualTo("0");
        }
    }

    @Test
    void eachTopicTellsOfWhatConcernsIt() {
        try (EventReader above = node.events("topics=structure:1");
                EventReader fresh = node.events("topics=feed:new");
                EventReader both = node.events("topics=thread:1,feed:recent")) {
            node.publish(new Change.ThreadOpened(LiveNode.THREAD, List.of()));
            node.post(1);
            node.publish(new Change.ThreadEdited(LiveNode.THREAD, List.of()));
            node.publish(new Change.PostHidden(new PostPlace(101, 1, LiveNode.THREAD), null));

            assertThat(names(above, 4))
                    .containsExactly(
                            "thread-opened", "post-added", "thread-changed", "post-removed");
            assertThat(names(fresh, 1)).containsExactly("thread-opened");
            assertThat(fresh.within(SHORT)).isNull();
            // One for each topic, under one id.
            assertThat(names(both, 6))
                    .containsExactly(
                            "thread-opened",
                            "thread-opened",
                            "post-added",
                            "post-added",
                            "thread-changed",
                            "post-removed");
        }
    }

    private static List<String> names(EventReader reader, int count) {
        return IntStream.range(0, count).mapToObj(_ -> reader.next().name()).toList();
    }

    @Test
    void whatAViewerMayNotKnowOfIsNotToldToThem() {
        TestMember moderator = node.member("moderator");
        try (EventReader anon = node.events("topics=structure:1,feed:recent");
                EventReader one = node.events("topics=structure:1", moderator.credential())) {
            node.publish(new Change.PostAdded(new PostPlace(7, 1, LiveNode.SECRET), null, null));
            node.post(1);

            assertThat(one.next().data()).contains("\"threadId\":\"3\"");
            assertThat(one.next().data()).contains("\"threadId\":\"1\"");
            assertThat(anon.next().data()).contains("\"threadId\":\"1\"");
        }
    }

    @Test
    void onlyTheMemberHearsOfTheirNotifications() {
        TestMember member = node.member("member");
        TestMember other = node.member("member");
        try (EventReader own = node.events("topics=me", member.credential());
                EventReader others = node.events("topics=me", other.credential())) {
            node.publish(new Change.Notified(member.id()));

            EventReader.Event event = own.next();
            assertThat(event.name()).isEqualTo("notification");
            assertThat(event.data()).startsWith("{\"topic\":\"me\",\"at\":");
            assertThat(others.within(SHORT)).isNull();
        }
    }

    @Test
    void countersOfAThreadAreToldOfOnceASecond() throws Exception {
        try (EventReader reader = node.events("topics=thread:1")) {
            for (int i = 0; i < 60; i++) {
                node.publish(new Change.CountsMoved(Set.of(1L, 3L), Set.of()));
                Thread.sleep(50);
            }
            List<Instant> told = new ArrayList<>();
            for (EventReader.Event event = reader.next();
                    event != null;
                    event = reader.within(Duration.ofMillis(1500))) {
                assertThat(event.name()).isEqualTo("counts");
                assertThat(event.data()).contains("\"threadId\":\"1\"");
                told.add(Instant.parse(JSON.readTree(event.data()).get("at").asText()));
            }
            assertThat(told).hasSizeBetween(2, 6);
            for (int i = 1; i < told.size(); i++) {
                assertThat(Duration.between(told.get(i - 1), told.get(i)))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void countersOfAThreadThatWasMovedOutOfSightAreNotToldOf() throws Exception {
        try (LiveNode apart = LiveNode.started();
                EventReader anon = apart.events("topics=thread:1");
                EventReader moderator =
                        apart.events("topics=thread:1", apart.member("moderator").credential())) {
            apart.execute("update threads set structure_id = 3 where id = 1");
            apart.publish(new Change.CountsMoved(Set.of(1L), Set.of()));

            assertThat(moderator.next().name()).isEqualTo("counts");
            assertThat(anon.within(SHORT)).isNull();
        }
    }

    @Test
    void silenceIsBrokenByHeartbeatsThatMoveThePlaceToGoOnFrom() throws Exception {
        try (EventReader reader = node.events("topics=feed:new")) {
            String before = reader.lastId();
            node.post(1);
            Thread.sleep(800);
            assertThat(reader.heartbeats()).isBetween(2, 4);
            assertThat(reader.lastId()).isNotEmpty().isNotEqualTo(before);
        }
    }

    @Test
    void whoComesBackIsToldWhatTheyMissed() {
        try (EventReader reader = node.events("topics=thread:1")) {
            node.post(1);
            String seen = reader.next().id();
            node.post(2);
            node.publish(new Change.ThreadOpened(LiveNode.SECRET, List.of()));
            node.post(3);
            reader.next();
            reader.next();

            try (EventReader header = node.events("topics=thread:1", "Last-Event-ID", seen);
                    EventReader query = node.events("topics=thread:1&lastEventId=" + seen)) {
                node.post(4);
                for (EventReader again : List.of(header, query)) {
                    assertThat(again.next().data()).contains("\"number\":2,");
                    assertThat(again.next().data()).contains("\"number\":3,");
                    assertThat(again.next().data()).contains("\"number\":4,");
                }
            }
        }
    }

    @Test
    void whoMissedMoreThanIsKnownBeginsAnew() {
        double before = node.counted("stoa.live.resets");
        try (EventReader reader = node.events("topics=thread:1", "Last-Event-ID", "n0-0")) {
            node.post(1);

            EventReader.Event reset = reader.next();
            assertThat(reset.name()).isEqualTo("reset");
            assertThat(reader.next().name()).isEqualTo("post-added");
            assertThat(node.counted("stoa.live.resets")).isEqualTo(before + 1);

            try (EventReader again = node.events("topics=thread:1", "Last-Event-ID", reset.id())) {
                assertThat(again.next().name()).isEqualTo("post-added");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topics=",
                "topics=threads",
                "topics=thread:",
                "topics=thread:0",
                "topics=thread:+1",
                "topics=thread:x",
                "topics=thread:99999999999999999999",
                "topics=thread:1,",
                "topics=member:1",
                "topics=feed:top",
                "topics=feed:new,sky:blue"
            })
    void wordsWithoutAMeaningAreRefused(String query) {
        Answer answer = node.http().get("/api/forum/events?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("query/topics");
    }

    @Test
    void fiftyTopicsAreTheMost() {
        String many =
                IntStream.rangeClosed(1, 51)
                        .mapToObj(id -> "thread:" + id)
                        .collect(Collectors.joining(","));
        assertThat(node.http().get("/api/forum/events?topics=" + many).text("/errors/0/code"))
                .isEqualTo("too-many");
    }

    @ParameterizedTest
    @CsvSource({
        "me, 401, ''",
        "thread:2, 404, thread:2",
        "thread:3, 404, thread:3",
        "thread:9, 404, thread:9",
        "structure:3, 404, structure:3",
        "structure:9, 404, structure:9"
    })
    void whatIsNotThereForTheViewerIsSaidSo(String topic, int status, String named) {
        Answer answer = node.http().get("/api/forum/events?topics=feed:new," + topic);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/detail")).contains(named);
    }

    @Test
    void headAnswersWithoutAStream() {
        Answer answer = node.http().send("HEAD", "/api/forum/events?topics=feed:new", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
    }

    @Test
    void aStreamEndsWhenItsViewerSignsOut() {
        TestMember member = node.member("member");
        TestMember other = node.member("member");
        try (EventReader reader = node.events("topics=feed:new", member.credential());
                EventReader others = node.events("topics=feed:new", other.credential());
                EventReader anon = node.events("topics=feed:new")) {
            Answer answer =
                    node.http()
                            .send("DELETE", "/api/sessions/auth/session", "", member.credential());
            assertThat(answer.status()).isEqualTo(204);

            assertThat(reader.within(Duration.ofSeconds(1)))
                    .isEqualTo(new EventReader.Event("end", "", ""));
            assertThat(others.within(SHORT)).isNull();
            assertThat(anon.within(SHORT)).isNull();
        }
    }

    @Test
    void aStreamEndsWhenItsViewerIsBannedOrDeleted() {
        for (boolean banned : List.of(true, false)) {
            TestMember member = node.member("member");
            try (EventReader reader = node.events("topics=feed:new", member.credential())) {
                MemberId id = new MemberId(member.id());
                node.forum()
                        .platform()
                        .events()
                        .publish(banned ? new Event.MemberBanned(id) : new Event.MemberDeleted(id));
                assertThat(reader.next().name()).isEqualTo("end");
            }
        }
    }

    @Test
    void aStreamEndsSoonThoughNobodyToldThisNode() {
        TestMember member = node.member("member");
        try (EventReader reader = node.events("topics=feed:new", member.credential())) {
            node.data()
                    .execute(
                            "update login_sessions set ended_at = now() where user_id = "
                                    + member.id());
            assertThat(reader.within(Duration.ofSeconds(6)))
                    .isEqualTo(new EventReader.Event("end", "", ""));
        }
    }

    @Test
    void aClientThatLeavesIsForgotten() throws Exception {
        double before = node.counted("stoa.live.ended", "cause", "left");
        node.events("topics=feed:new").close();

        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (node.counted("stoa.live.ended", "cause", "left") == before
                && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(node.counted("stoa.live.ended", "cause", "left")).isGreaterThan(before);
    }

    @Test
    void aStreamEndsAtItsAgeAndWithItsNode() {
        LiveNode old = LiveNode.started("live.max-age", "500ms", "live.heartbeat", "200ms");
        try (EventReader reader = old.events("topics=feed:new")) {
            assertThat(reader.within(Duration.ofSeconds(3)))
                    .isEqualTo(new EventReader.Event("end", "", ""));
            assertThat(old.counted("stoa.live.ended", "cause", "aged")).isEqualTo(1);
        } finally {
            old.close();
        }
        LiveNode stopping = LiveNode.started("drain.grace", "8s");
        List<EventReader> readers =
                IntStream.range(0, 50).mapToObj(_ -> stopping.events("topics=feed:new")).toList();
        long begun = System.nanoTime();
        stopping.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
        assertThat(readers)
                .allSatisfy(
                        reader ->
                                assertThat(reader.next())
                                        .isEqualTo(new EventReader.Event("end", "", "")));
        readers.forEach(EventReader::close);
    }
}
