package dev.stoa.forum.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.forum.TestDatabases;
import dev.stoa.forum.count.Audits;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Progress;
import dev.stoa.platform.sql.Database;
import dev.stoa.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackExchangeImportIT {
    private static final String EVERYTHING =
            """
            select (select string_agg(cast(t as text), ';' order by id) from threads t),
                   (select string_agg(cast(t as text), ';' order by id) from posts t),
                   (select string_agg(cast(t as text), ';' order by id) from users t),
                   (select string_agg(cast(t as text), ';' order by id) from tags t),
                   (select string_agg(cast(t as text), ';' order by id) from karma_entries t),
                   (select string_agg(cast(t as text), ';' order by thread_id) from thread_stats t),
                   (select string_agg(cast(t as text), ';' order by post_id) from post_stats t),
                   (select string_agg(cast(t as text), ';' order by user_id) from member_stats t),
                   (select string_agg(cast(t as text), ';' order by id) from forum_structure t),
                   (select string_agg(cast(t as text), ';' order by cast(t as text))
                      from imported_votes t),
                   (select count(*) from favorites), (select count(*) from thread_links),
                   (select count(*) from thread_tags), (select count(*) from import_posts)
            """;

    @TempDir private Path parent;
    private TestDatabase postgres;
    private Database database;

    @BeforeEach
    void open() {
        postgres = TestDatabases.migrated();
        database = TestDatabases.open(postgres);
    }

    @AfterEach
    void close() {
        database.close();
        postgres.close();
    }

    private ImportReport run(DumpFolder dump) throws Exception {
        return new StackExchangeImport(database, () -> {}).run(dump.folder(), Progress.NONE);
    }

    @Test
    void questionsBecomeThreadsAndTheRestTheirPosts() throws Exception {
        run(DumpFolder.in(parent));

        assertThat(
                        postgres.rows(
                                """
                                select t.title, t.slug, t.kind, t.base_score, s.vote_score, s.post_count,
                                       s.participant_count, s.favorite_count, s.view_count,
                                       t.last_post_number, t.source_author, t.source_licence
                                  from threads t join thread_stats s on s.thread_id = t.id
                                 order by t.id
                                """))
                .containsExactly(
                        "How to <i> in C#?|how-to-i-in-c|question|52|52|5|2|1|99|5|Ann Lee|CC BY-SA 3.0",
                        "Second|second|question|-3|-3|1|0|0|0|1|gone fishing|CC BY-SA 4.0");
        assertThat(
                        postgres.rows(
                                """
                                select p.post_number, p.path, p.depth, p.base_score, s.reply_count,
                                       a.post_number, p.body_format
                                  from posts p join post_stats s on s.post_id = p.id
                                  left join posts a on a.id = p.parent_id
                                 where p.thread_id = (select min(id) from threads)
                                 order by p.path
                                """))
                .containsExactly(
                        "1|0000001|0|52|1|null|html",
                        "2|0000001.0000002|1|2|0|1|markdown",
                        "3|0000003|0|1|0|null|html",
                        "4|0000004|0|5|1|null|html",
                        "5|0000004.0000005|1|0|0|4|markdown");
        assertThat(
                        postgres.rows(
                                """
                                select p.post_number from threads t join posts p on p.id = t.answer_post_id
                                """))
                .containsExactly("4");
        assertThat(postgres.rows("select path, thread_count, post_count from forum_structure"))
                .contains("stackexchange/cooking|2|6");
    }

    @Test
    void countersAreRightAndImportedScoresStay() throws Exception {
        run(DumpFolder.in(parent));
        assertThat(Audits.drift(database)).isEmpty();
        assertThat(postgres.rows("select vote_score, up, down from thread_stats order by 1"))
                .containsExactly("-3|0|0", "52|0|0");
    }

    @Test
    void namesBecomeUniqueAndAreKeptForShow() throws Exception {
        run(DumpFolder.in(parent));
        assertThat(postgres.rows("select username, display_name from users order by id"))
                .containsExactly(
                        "ann-lee|Ann Lee",
                        "ann-lee-2|ann lee",
                        "ann-lee-2-2|ann-lee-2",
                        "ann-lee-3|Ann Lee");
        assertThat(postgres.rows("select avatar_url from users where avatar_url is not null"))
                .isEmpty();
        assertThat(postgres.rows("select points, type from karma_entries order by points desc"))
                .containsExactly("120|import", "1|import", "1|import");
    }

    @Test
    void tagsVotesFavoritesAndLinksAreKept() throws Exception {
        run(DumpFolder.in(parent));
        assertThat(postgres.rows("select name, slug, description, use_count from tags order by id"))
                .containsExactly("c|c|About C.|2", "c#|c-sharp||1");
        assertThat(postgres.rows("select tags from threads order by id limit 1").getFirst())
                .startsWith("[{\"id\":\"2\",\"name\":\"c#\",\"slug\":\"c-sharp\",\"color\":\"#");
        assertThat(postgres.rows("select kind, day, count from imported_votes order by kind"))
                .containsExactly("favorite|2018-03-12|1", "up|2018-03-12|2");
        assertThat(postgres.rows("select kind from thread_links")).containsExactly("duplicate");
        assertThat(postgres.number("select count(*) from favorites")).isEqualTo(1);
    }

    @Test
    void whatPointsNowhereIsCounted() throws Exception {
        ImportReport report = run(DumpFolder.in(parent));
        assertThat(report.of("posts").skipped())
                .containsEntry("answer to no question of the dump", 1L);
        assertThat(report.of("comments").skipped()).hasSize(1);
        assertThat(report.of("votes").skipped()).hasSize(1);
        assertThat(report.of("postlinks").skipped()).hasSize(1);
        assertThat(report.kinds().values()).allMatch(count -> count.existing() == 0);
    }

    @Test
    void bodiesAreServedSafe() throws Exception {
        run(DumpFolder.in(parent));
        String html = postgres.rows("select body_html from posts order by id limit 1").getFirst();
        assertThat(html)
                .contains("<b>do</b> &amp; why?")
                .doesNotContain("script", "onerror", "alert", "javascript");
        assertThat(postgres.rows("select excerpt from threads order by id limit 1"))
                .containsExactly("How do & why? x");
        assertThat(postgres.rows("select body_html from posts where depth = 1 order by id limit 1"))
                .containsExactly("<p>Why &lt;b&gt;so&lt;/b&gt;?</p>");
    }

    @Test
    void aSecondImportChangesNothing() throws Exception {
        DumpFolder dump = DumpFolder.in(parent);
        run(dump);
        var before = postgres.rows(EVERYTHING);
        ImportReport second = run(dump);
        assertThat(second.stored()).isZero();
        assertThat(postgres.rows(EVERYTHING)).isEqualTo(before);
    }

    @Test
    void aLaterDumpAddsWhatIsNew() throws Exception {
        DumpFolder dump = DumpFolder.in(parent);
        run(dump);
        String answer =
                "<row Id=\"9\" PostTypeId=\"2\" ParentId=\"2\" OwnerUserId=\"7\" Score=\"1\""
                        + " CreationDate=\"2018-07-01T00:00:00.000\" Body=\"New\" />";
        ImportReport report =
                run(
                        dump.with(
                                "Posts.xml",
                                DumpFolder.POSTS.replace("</posts>", answer + "</posts>")));
        assertThat(report.stored()).isEqualTo(1);
        assertThat(
                        postgres.rows(
                                """
                                select t.last_post_number, s.post_count, m.post_count
                                  from threads t join thread_stats s on s.thread_id = t.id
                                  join member_stats m on m.user_id = t.last_post_user_id
                                 where t.title = 'Second'
                                """))
                .containsExactly("2|2|3");
    }

    @Test
    void afterCommitRunsOnceAllIsStored() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        new StackExchangeImport(database, calls::incrementAndGet)
                .run(DumpFolder.in(parent).folder(), Progress.NONE);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aLongPostIsStoredWhole() throws Exception {
        String body = "word ".repeat(220_000);
        run(
                DumpFolder.in(parent)
                        .with(
                                "Posts.xml",
                                DumpFolder.POSTS.replace("&lt;p&gt;So.&lt;/p&gt;", body)));
        assertThat(postgres.number("select max(length(body)) from posts")).isGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Posts.xml | <posts><row Id="1"                               | Posts.xml, line 1
                    Posts.xml | <posts>                                          | Posts.xml, line 1
                    Posts.xml | ''                                               | Posts.xml
                    Posts.xml | <users></users>                                  | <posts> is expected
                    Votes.xml | <votes><row Id="x" PostId="1" VoteTypeId="2" CreationDate="2018-03-12T00:00:00.000"/></votes> | Votes.xml, line 1: Id is not a number: x
                    Votes.xml | <votes><row Id="1" PostId="1" VoteTypeId="2" CreationDate="then"/></votes> | Votes.xml, line 1: CreationDate is not a time: then
                    Votes.xml | <votes><row Id="1"/></votes>                     | Votes.xml, line 1: a row without PostId
                    Tags.xml  | <tags><row Id="1" TagName="a&#0;b"/></tags>      | Tags.xml, line 1
                    Tags.xml  | <!DOCTYPE tags [<!ENTITY a "b">]><tags><row Id="1" TagName="&a;"/></tags> | Tags.xml, line 1
                    Tags.xml  | <tags><row Id="1" TagName="a"><b/></row></tags>  | Tags.xml, line 1: a row holds nothing but attributes
                    Tags.xml  | <tags>text</tags>                                | Tags.xml, line 1: text between rows
                    Badges.xml| <badges><row                                     | Badges.xml, line 1
                    """)
    void aBrokenFileIsNamedAndNothingStored(String file, String text, String message) {
        DumpFolder dump = DumpFolder.in(parent).with(file, text);
        assertThatThrownBy(() -> run(dump))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining(message);
        assertThat(postgres.number("select count(*) from users")).isZero();
        assertThat(postgres.number("select count(*) from import_users")).isZero();
    }

    @Test
    void otherEncodingsAreRefused() {
        byte[] latin =
                "<tags><row Id=\"1\" TagName=\"caf\u00e9\"/></tags>"
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "\ufeff<tags></tags>".getBytes(StandardCharsets.UTF_16LE);
        String declared = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><tags></tags>";
        for (byte[] bytes : new byte[][] {latin, wide, declared.getBytes(StandardCharsets.UTF_8)}) {
            DumpFolder dump = DumpFolder.in(parent).with("Tags.xml", bytes);
            assertThatThrownBy(() -> run(dump))
                    .isInstanceOf(Failure.Invalid.class)
                    .hasMessageContaining("Tags.xml, line 1")
                    .hasMessageContaining("not UTF-8");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        DumpFolder dump = DumpFolder.in(parent).without("Votes.xml");
        assertThatThrownBy(() -> run(dump))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("Votes.xml is missing");
    }

    @Test
    void linksAndBadgesMayBeMissing() throws Exception {
        assertThat(run(DumpFolder.in(parent).without("PostLinks.xml")).stored()).isPositive();
    }
}
