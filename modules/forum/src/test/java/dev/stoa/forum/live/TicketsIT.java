package dev.stoa.forum.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.forum.TestDatabases;
import dev.stoa.forum.TestForum;
import dev.stoa.forum.change.Change;
import dev.stoa.platform.Credential;
import dev.stoa.platform.Failure;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.sql.Database;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tickets for streams. */
class TicketsIT {
    private static final String TICKETS = "/api/forum/events/tickets";

    private static LiveNode node;

    @BeforeAll
    static void start() {
        node = LiveNode.started();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String ticket(TestMember member) {
        return node.http().send("POST", TICKETS, "", member.credential()).text("/ticket");
    }

    private static Answer refused(String ticket) {
        return node.http().get("/api/forum/events?topics=feed:new&ticket=" + ticket);
    }

    @Test
    void aTicketOpensAStreamAsItsMaker() {
        TestMember member = node.member("member");
        try (EventReader reader = node.events("topics=me&ticket=" + ticket(member))) {
            node.publish(new Change.Notified(member.id()));
            assertThat(reader.next().name()).isEqualTo("notification");

            node.http().send("DELETE", "/api/sessions/auth/session", "", member.credential());
            assertThat(reader.next().name()).isEqualTo("end");
        }
    }

    @Test
    void aTicketIsForMembersAndNowhereKept() {
        TestMember member = node.member("member");
        assertThat(node.http().send("POST", TICKETS, "").status()).isEqualTo(401);

        Answer first =
                node.http().send("POST", TICKETS, "", member.credential("Idempotency-Key", "same"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Instant.parse(first.text("/expiresAt")))
                .isBetween(Instant.now().plusSeconds(50), Instant.now().plusSeconds(61));
        assertThat(node.data().rows("select 1 from idempotency_keys")).isEmpty();
    }

    @Test
    void aForgedTicketIsRefused() {
        String right = ticket(node.member("member"));
        StringBuilder other = new StringBuilder(right);
        other.setCharAt(5, right.charAt(5) == 'A' ? 'B' : 'A');
        for (String forged :
                List.of("x", "%2E%2E", other.toString(), right + "AAAA", "A".repeat(68))) {
            Answer answer = refused(forged);
            assertThat(answer.status()).as(forged).isEqualTo(401);
            assertThat(answer.body()).doesNotContain(forged.length() > 4 ? forged : "\u0000");
        }
    }

    @Test
    void aTicketIsGoodForAMinuteAndKnownToEveryNodeWithTheKey() {
        Viewer.Member viewer = viewer(node.member("moderator"));
        Instant now = Instant.now();
        try (Database database = TestDatabases.open(node.data())) {
            String ticket = tickets(TestForum.CURSOR_KEY, database, now).issue(viewer).text();

            Viewer.Member holder =
                    tickets(TestForum.CURSOR_KEY, database, now.plusSeconds(59)).viewer(ticket);
            assertThat(holder.id()).isEqualTo(viewer.id());
            assertThat(holder.role()).isEqualTo(Role.MODERATOR);
            assertThatThrownBy(
                            () ->
                                    tickets(TestForum.CURSOR_KEY, database, now.plusSeconds(60))
                                            .viewer(ticket))
                    .isInstanceOf(Failure.Unauthenticated.class)
                    .hasMessageContaining("too old");
            assertThatThrownBy(
                            () ->
                                    tickets("another key of 32 characters....", database, now)
                                            .viewer(ticket))
                    .isInstanceOf(Failure.Unauthenticated.class);
        }
    }

    private static Viewer.Member viewer(TestMember member) {
        long login =
                node.data().number("select id from login_sessions where user_id = " + member.id());
        return new Viewer.Member(
                new MemberId(member.id()),
                Role.ADMIN,
                new Credential(
                        Credential.Kind.LOGIN, login, Set.of(), Credential.Allowance.DEFAULT));
    }

    private static Tickets tickets(String key, Database database, Instant now) {
        return new Tickets(
                key.getBytes(StandardCharsets.UTF_8),
                new LiveStore(database),
                InstantSource.fixed(now));
    }

    @Test
    void aTicketOfWhoIsBannedOrGoneMeanwhileIsRefused() {
        TestMember banned = node.member("member");
        TestMember deleted = node.member("member");
        TestMember gone = node.member("member");
        List<String> tickets = List.of(ticket(banned), ticket(deleted), ticket(gone));
        node.data()
                .execute("insert into bans (user_id, reason) values (" + banned.id() + ", 'spam')");
        node.data().execute("update users set status = 'deleted' where id = " + deleted.id());
        node.http().send("DELETE", "/api/sessions/auth/session", "", gone.credential());

        assertThat(tickets).allSatisfy(each -> assertThat(refused(each).status()).isEqualTo(401));
    }
}
