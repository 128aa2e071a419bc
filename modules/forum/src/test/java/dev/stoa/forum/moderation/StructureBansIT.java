package dev.stoa.forum.moderation;

import static dev.stoa.forum.moderation.Moderated.ask;
import static dev.stoa.forum.moderation.Moderated.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestMember;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Bans from a structure, as they are made where members are, felt where threads are. */
class StructureBansIT {
    private static final Moderated PLACE = new Moderated();

    private final long thread = PLACE.thread(PLACE.structure);
    private final long elsewhere = PLACE.thread(PLACE.second);

    private static Answer post(TestMember who, long thread, String words) {
        return ask(
                who,
                "POST",
                "/api/forum/threads/" + thread + "/posts",
                "{\"body\":\"" + words + "\"}");
    }

    private static Answer ban(TestMember who, long structure, String more) {
        return ask(
                PLACE.moderator,
                "POST",
                "/api/sessions/members/" + who.id() + "/bans",
                "{\"reason\":\"shouting\",\"structureId\":\"" + structure + '"' + more + '}');
    }

    @Test
    void whoIsBannedFromAStructureWritesNowhereInItAndElsewhereStill() {
        assertThat(post(PLACE.other, thread, "before").status()).isEqualTo(201);
        Answer banned = ban(PLACE.other, PLACE.structure, "");
        assertThat(banned.status()).as(banned.body()).isEqualTo(201);

        Answer refused = post(PLACE.other, thread, "after");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/code")).isEqualTo("banned-here");
        Answer opened =
                ask(
                        PLACE.other,
                        "POST",
                        "/api/forum/threads",
                        "{\"structureId\":\"%d\",\"title\":\"A title\",\"body\":\"words\"}"
                                .formatted(PLACE.structure));
        assertThat(opened.text("/code")).isEqualTo("banned-here");
        assertThat(post(PLACE.other, elsewhere, "there").status()).isEqualTo(201);
        assertThat(post(PLACE.third, thread, "others").status()).isEqualTo(201);
        Answer bans =
                ask(PLACE.moderator, "GET", "/api/sessions/bans?structure=" + PLACE.structure, "");
        assertThat(bans.text("/items/0/memberId")).isEqualTo(Long.toString(PLACE.other.id()));
        assertThat(bans.json().at("/items/0/standing").asBoolean()).isTrue();

        Answer lifted =
                ask(
                        PLACE.moderator,
                        "DELETE",
                        "/api/sessions/members/%d/bans?structure=%d"
                                .formatted(PLACE.other.id(), PLACE.structure),
                        "");
        assertThat(lifted.status()).as(lifted.body()).isEqualTo(204);
        assertThat(post(PLACE.other, thread, "again").status()).isEqualTo(201);
    }

    @Test
    void aBanWithAnEndIsOverThenByItself() {
        String until = Instant.now().plus(1, ChronoUnit.HOURS).toString();
        assertThat(ban(PLACE.third, PLACE.second, ",\"until\":\"" + until + '"').status())
                .isEqualTo(201);
        assertThat(post(PLACE.third, elsewhere, "early").status()).isEqualTo(403);
        execute("update bans set until = now() where user_id = " + PLACE.third.id());
        assertThat(post(PLACE.third, elsewhere, "late").status()).isEqualTo(201);
    }

    @Test
    void aBanFromAStructureHoldsForAllBelowIt() throws Exception {
        Answer below =
                ask(
                        PLACE.moderator,
                        "POST",
                        "/api/forum/structures",
                        "{\"name\":\"Below\",\"parentId\":\"" + PLACE.structure + "\"}");
        assertThat(below.status()).as(below.body()).isEqualTo(201);
        long deep = PLACE.thread(Long.parseLong(below.text("/id")));
        assertThat(post(PLACE.author, deep, "before").status()).isEqualTo(201);
        ban(PLACE.author, PLACE.structure, "");
        assertThat(post(PLACE.author, deep, "after").status()).isEqualTo(403);
        execute("update bans set lifted_at = now() where user_id = " + PLACE.author.id());
    }
}
