package dev.stoa.forum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestMember;
import org.junit.jupiter.api.Test;

final class SignedInIT {
    @Test
    void aMemberReadsTheForum() {
        TestForum forum = TestForum.shared();
        TestMember member = forum.member("moderator");
        var me = forum.http().get("/api/sessions/me", member.credential());
        assertThat(me.text("/role")).isEqualTo("moderator");
        assertThat(forum.http().get("/api/forum/threads", member.credential()).status())
                .isEqualTo(200);
    }
}
