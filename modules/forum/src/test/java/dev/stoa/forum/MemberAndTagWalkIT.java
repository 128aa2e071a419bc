package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberAndTagWalkIT {
    private static final TestForum FORUM = TestForum.shared();

    /** From first to last by next. */
    private static List<String> walked(String list) {
        return new Walk(FORUM.http(), list).forwards();
    }

    @ParameterizedTest
    @CsvSource({"7", "100"})
    void listsOfMembersTagsAndKarmaMeetEachOnceInOrder(int limit) {
        assertThat(walked("/api/forum/members?limit=" + limit))
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from users where status <> 'deleted' order by id desc"));
        assertThat(walked("/api/forum/tags?limit=" + limit))
                .isEqualTo(
                        FORUM.database().rows("select id from tags order by use_count desc, id"));
        assertThat(walked("/api/forum/tags?sort=name&limit=" + limit))
                .isEqualTo(FORUM.database().rows("select id from tags order by lower(name), id"));
        assertThat(walked("/api/forum/tags?q=a&limit=" + limit))
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from tags where lower(name) like '%a%' order by use_count desc, id"));
        assertThat(walked("/api/forum/members/1/karma?limit=" + limit))
                .isEqualTo(
                        FORUM.database()
                                .rows(
                                        "select id from karma_entries where user_id = 1 order by created_at desc, id desc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/forum/members?limit=7",
                "/api/forum/members?limit=7&q=a",
                "/api/forum/tags?limit=7",
                "/api/forum/tags?limit=7&sort=name",
                "/api/forum/members/1/karma?limit=1"
            })
    void theyAreTheSameBackwards(String list) {
        Walk walk = new Walk(FORUM.http(), list);

        assertThat(walk.backwards()).isEqualTo(walk.forwards()).hasSizeGreaterThan(1);
    }

    @Test
    void aSearchForMembersTakesWildcardsAsTheyAre() {
        assertThat(walked("/api/forum/members?q=%25")).isEmpty();
        String name = FORUM.database().rows("select username from users where id = 5").getFirst();
        assertThat(walked("/api/forum/members?q=" + name).getFirst()).isEqualTo("5");
    }
}
