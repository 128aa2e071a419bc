package dev.stoa.forum.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.platform.cache.Tag;
import dev.stoa.testkit.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIT {
    private static final SmallForum MADE = SmallForum.empty();

    private static final long BY_POST = thread(1, "Beam me up", "Is it possible?");
    private static final long BY_TAG = thread(1, "Gates of qubits", "Which of them are there?");
    private static final long BY_EXCERPT =
            thread(2, "A kitchen question", "Does quantum teleportation work with soup?");
    private static final long BY_TITLE =
            thread(1, "Teleporting a quantum state", "Nothing more to say.");
    private static final long REMOVED = thread(1, "Quantum teleportation removed", "x");
    private static final long DRAFT = thread(1, "Quantum teleportation drafted", "x");
    private static final long HIDDEN = thread(3, "Quantum teleportation for staff", "x");
    private static final String SEARCH = "/api/forum/search?q=";
    private static final String BOTH = SEARCH + "quantum+teleportation";

    static {
        MADE.tag(BY_TAG, "quantum-teleportation");
        MADE.post(BY_POST, 1001, "Is it possible?");
        MADE.post(
                BY_POST,
                1002,
                "In short: "
                        + "well, ".repeat(40)
                        + "quantum **teleportation** moves a state, 😀 no body.");
        MADE.post(BY_TITLE, 1001, "Nothing more to say.");
        MADE.database().execute("update threads set is_removed = true where id = " + REMOVED);
        MADE.database().execute("update threads set published_at = null where id = " + DRAFT);
    }

    private static final TestForum FORUM = TestForum.over(MADE.database(), Map.of());

    @AfterAll
    static void stop() {
        FORUM.close();
        MADE.database().close();
    }

    private static long thread(int structure, String title, String body) {
        return MADE.thread(structure, title, body);
    }

    private static List<Long> threads(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<Long> ids = new ArrayList<>();
        answer.json().get("items").forEach(hit -> ids.add(hit.at("/thread/id").asLong()));
        return ids;
    }

    /** What is marked in a hit's field. */
    private static List<String> marked(JsonNode hit, String field, String text) {
        List<String> marked = new ArrayList<>();
        for (JsonNode mark : hit.get("highlights")) {
            if (mark.get("field").asText().equals(field)) {
                marked.add(text.substring(mark.get("start").asInt(), mark.get("end").asInt()));
            }
        }
        return marked;
    }

    @Test
    void titlesComeFirstThenTagsAndExcerptsThenWhatWasOnlyPosted() {
        List<Long> found = threads(FORUM.cold(BOTH));

        assertThat(found).hasSize(4).startsWith(BY_TITLE).endsWith(BY_POST);
        assertThat(found.subList(1, 3)).containsExactlyInAnyOrder(BY_TAG, BY_EXCERPT);
    }

    @Test
    void whatIsRemovedOrDraftedIsNeverFoundAndWhatIsHiddenOnlyByThoseWhoMaySeeIt() {
        assertThat(threads(FORUM.cold(BOTH))).doesNotContain(REMOVED, DRAFT, HIDDEN);
        assertThat(threads(FORUM.http().get(BOTH, FORUM.member("moderator").credential())))
                .contains(HIDDEN)
                .doesNotContain(REMOVED, DRAFT);
        assertThat(threads(FORUM.http().get(BOTH, FORUM.member("member").credential())))
                .doesNotContain(HIDDEN);
        assertThat(FORUM.http().get(BOTH + "&forumId=3").status()).isEqualTo(404);
    }

    @Test
    void aThreadRemovedMeanwhileIsGoneFromWhatWasCached() throws Exception {
        long late = thread(2, "A zymurgist asks", "x");
        assertThat(threads(FORUM.http().get(SEARCH + "zymurgist"))).containsExactly(late);
        MADE.database().execute("update threads set is_removed = true where id = " + late);
        FORUM.platform().caches().invalidate(List.of(Tag.of("thread", late)));

        // A dirty list is served once more, at most two seconds old.
        Thread.sleep(2100);

        assertThat(threads(FORUM.http().get(SEARCH + "zymurgist"))).isEmpty();
    }

    @Test
    void wordsAreMarkedWhereTheyStand() {
        JsonNode hits = FORUM.cold(BOTH).json().get("items");

        assertThat(marked(hits.get(0), "title", hits.at("/0/thread/title").asText()))
                .containsExactly("Teleporting", "quantum");
        JsonNode posted = hits.get(3);
        String snippet = posted.at("/post/snippet").asText();
        assertThat(snippet)
                .startsWith("…well, ")
                .endsWith("teleportation** moves a state, 😀 no body.");
        assertThat(marked(posted, "snippet", snippet)).containsExactly("quantum", "teleportation");
        assertThat(posted.at("/post/number").asInt()).isEqualTo(2);
        assertThat(posted.at("/post/author/username").asText()).isEqualTo("niels-b");
    }

    @Test
    void postsAreFoundWithTheirThreads() {
        JsonNode hits = FORUM.cold(BOTH + "&type=posts").json().get("items");

        assertThat(hits).hasSize(1);
        assertThat(hits.at("/0/type").asText()).isEqualTo("post");
        assertThat(hits.at("/0/thread/id").asLong()).isEqualTo(BY_POST);
        assertThat(threads(FORUM.cold(BOTH + "&type=posts&authorId=1002"))).hasSize(1);
        assertThat(
                        threads(
                                FORUM.cold(
                                        SEARCH
                                                + "%22quantum+teleportation%22&type=posts&authorId=1001")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"telporting+quantm+state", "teleprting", "quantum+stat"})
    void aTypoIsForgiven(String text) {
        assertThat(threads(FORUM.cold(SEARCH + text)).getFirst()).isEqualTo(BY_TITLE);
    }

    @ParameterizedTest
    @CsvSource({"entangelment, How entanglement", "versoin, Another version"})
    void twoLettersThatChangedPlacesAreForgiven(String text, String beginning) {
        long meant = thread(2, beginning + " of a loaf comes about", "x");
        thread(2, "Vertical entrances of a bakery", "x");

        Answer answer = FORUM.cold(SEARCH + text);

        assertThat(threads(answer)).startsWith(meant);
        assertThat(answer.json().at("/items/0/highlights")).isNotEmpty();
    }

    @Test
    void aPostIsFoundByATitleWithATypo() {
        assertThat(threads(FORUM.cold(SEARCH + "teleprting&type=posts"))).containsExactly(BY_TITLE);
    }

    @Test
    void mostOfTheWordsAreEnoughWhereNothingHasAll() {
        assertThat(threads(FORUM.cold(SEARCH + "kitchen+question+nobody")))
                .containsExactly(BY_EXCERPT);
    }

    @ParameterizedTest
    @CsvSource({
        "'%22quantum+state%22', 1",
        "'%22state+quantum%22', 0",
        "'quantum+-teleporting', 0",
        "'gates+or+kitchen', 2"
    })
    void phrasesAlternativesAndExclusionsAreUnderstood(String text, int hits) {
        assertThat(threads(FORUM.cold(SEARCH + text + "&kind=discussion"))).hasSize(hits);
    }

    @Test
    void filtersNarrow() {
        assertThat(threads(FORUM.cold(BOTH + "&forumId=2"))).containsExactly(BY_EXCERPT);
        assertThat(threads(FORUM.cold(BOTH + "&tag=quantum-teleportation")))
                .containsExactly(BY_TAG);
        assertThat(threads(FORUM.cold(BOTH + "&kind=article"))).isEmpty();
        assertThat(threads(FORUM.cold(BOTH + "&authorId=1001"))).hasSize(4);
        assertThat(threads(FORUM.cold(BOTH + "&authorId=1002"))).isEmpty();
        assertThat(FORUM.http().get(BOTH + "&tag=nobody-has-it").status()).isEqualTo(400);
    }

    @Test
    void pagesOfACommonWordHoldEachOfItsThreadsOnce() {
        List<Long> made =
                IntStream.range(0, 130)
                        .mapToObj(i -> thread(2, "Sourdough number " + i % 7, "rye"))
                        .toList();
        List<Long> walked = new ArrayList<>();
        Answer page = FORUM.cold(SEARCH + "sourdough&limit=20");
        walked.addAll(threads(page));
        while (!page.text("/page/next").isEmpty()) {
            page = FORUM.http().get(SEARCH + "sourdough&limit=20&after=" + page.text("/page/next"));
            walked.addAll(threads(page));
        }

        assertThat(walked).containsExactlyInAnyOrderElementsOf(made);
        assertThat(threads(FORUM.cold(SEARCH + "sourdough&limit=20&page=3")))
                .isEqualTo(walked.subList(40, 60));
        assertThat(FORUM.http().get(SEARCH + "rye&after=" + page.text("/page/next")).status())
                .isEqualTo(400);
    }

    @Test
    void membersAreFoundByEitherName() {
        JsonNode hits = FORUM.cold(SEARCH + "skłodowska&type=members").json().get("items");
        assertThat(hits).hasSize(1);
        assertThat(hits.at("/0/member/username").asText()).isEqualTo("marie");
        assertThat(marked(hits.get(0), "displayName", "Marie Skłodowska"))
                .containsExactly("Skłodowska");
        assertThat(
                        FORUM.cold(SEARCH + "nils+bor&type=members")
                                .json()
                                .at("/items/0/member/username")
                                .asText())
                .isEqualTo("niels-b");
        assertThat(FORUM.cold("/api/forum/members?q=nils+bor").json().at("/items")).hasSize(1);
    }

    @Test
    void tagsAreFoundByAPartOfTheNameAndByOneLikeIt() {
        for (String text : List.of("teleport", "quantum+teleprtation")) {
            JsonNode hits = FORUM.cold(SEARCH + text + "&type=tags").json().get("items");
            assertThat(hits.at("/0/tag/slug").asText()).isEqualTo("quantum-teleportation");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"the", "of+the", "%22%22", "-", "-the", "xyzzyplugh"})
    void whatSaysNothingFindsNothingAndIsToldHowToAsk(String text) {
        Answer answer = FORUM.cold(SEARCH + text);

        assertThat(threads(answer)).isEmpty();
        assertThat(answer.text("/hint"))
                .contains("words as common as", "Put a phrase in \"quotes\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&type=posts"})
    void whatIsOnlyExcludedIsWalkedNotLookedUp(String more) {
        assertThat(FORUM.cold(SEARCH + "-soup" + more).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'%22)(%26|!<->:*",
                "a\\'b",
                "%5C",
                "%22unclosed",
                "or+or+or",
                "a:*",
                "%25_%25",
                "http://a.example/b%5Cc?d=e"
            })
    void noTextIsTooOdd(String text) {
        for (String type : List.of("threads", "posts", "members", "tags")) {
            String path =
                    SEARCH
                            + text.replace("'", "%27")
                                    .replace("\\", "%5C")
                                    .replace("|", "%7C")
                                    .replace("<", "%3C")
                                    .replace(">", "%3E")
                            + "&type="
                            + type;
            assertThat(FORUM.cold(path).status()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/forum/search, required",
        "/api/forum/search?q=+, invalid",
        "/api/forum/search?q=a&type=tags&forumId=1, conflict"
    })
    void aQuestionThatIsNoneIsRefused(String path, String code) {
        Answer answer = FORUM.http().get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/code")).isEqualTo(code);
        assertThat(FORUM.http().get(SEARCH + "a".repeat(201)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "quantum+teleportation, 2",
        "quantum+teleportation&forumId=1&tag=quantum-teleportation, 3",
        "quantum+teleportation&type=posts, 2",
        "teleprting, 3",
        "xyzzyplugh, 2",
        "%22quantum+xyzzyplugh%22, 1",
        "marie&type=members, 1",
        "quantum&type=tags, 1"
    })
    void aSearchTakesThreeStatementsAtMostAndNoneWarm(String text, int most) {
        Answer few = FORUM.cold(SEARCH + text + "&limit=5");
        Answer many = FORUM.cold(SEARCH + text + "&limit=100");
        Answer warm = FORUM.http().get(SEARCH + text.replaceFirst("q", "Q") + "&limit=100");

        assertThat(few.statements()).isBetween(1, most);
        assertThat(many.statements()).isEqualTo(few.statements());
        assertThat(warm.statements()).as("whatever the capitals").isZero();
        assertThat(
                        FORUM.http()
                                .get(
                                        SEARCH + text + "&limit=100",
                                        "If-None-Match",
                                        many.header("ETag"))
                                .status())
                .isEqualTo(304);
    }
}
