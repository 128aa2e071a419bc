package dev.stoa.forum.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownTest {
    private static final List<String> HOSTILE = Hostile.texts();

    static Stream<String> hostile() {
        return HOSTILE.stream();
    }

    private static String html(String markdown) {
        return Markdown.written(markdown).html();
    }

    private static void assertQuiet(String text) {
        String once = html(text);
        assertThat(Hostile.active(once)).as(text).isEmpty();
        assertThat(new SafeHtml().clean(once).html()).as(text).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingActiveIsLeftAndCleaningTwiceIsCleaningOnce(String hostile) {
        assertQuiet(hostile);
        String raw = new SafeHtml().clean(hostile).html();
        assertThat(Hostile.active(raw)).isEmpty();
        assertThat(new SafeHtml().clean(raw).html()).isEqualTo(raw);
    }

    /**
     * What is harmless alone may not be beside other things: pieces of the texts, joined anyhow.
     */
    @Test
    void nothingActiveIsLeftOfMixtures() {
        Random random = new Random(20261120);
        for (int i = 0; i < 3000; i++) {
            StringBuilder mixture = new StringBuilder();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                String text = HOSTILE.get(random.nextInt(HOSTILE.size()));
                int from = random.nextInt(3) == 0 ? random.nextInt(text.length()) : 0;
                int to =
                        random.nextInt(3) == 0
                                ? from + random.nextInt(text.length() - from + 1)
                                : text.length();
                mixture.append(text, from, to);
                mixture.append(
                        List.of("", " ", "\n", "\n\n", "*", "`", "<p>", "</table>", "> ")
                                .get(random.nextInt(9)));
            }
            assertQuiet(mixture.toString());
        }
    }

    @Test
    void theTestKnowsWhatIsActive() {
        assertThat(HOSTILE).hasSizeGreaterThan(150);
        assertThat(
                        List.of(
                                "<script>x</script>",
                                "<p onclick=x>",
                                "<a href='javascript:x'>y</a>",
                                "<p style='x'>"))
                .allSatisfy(html -> assertThat(Hostile.active(html)).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a **b** `c`|<p>a <strong>b</strong> <code>c</code></p>",
                "~~gone~~|<p><del>gone</del></p>",
                "x <kbd>Ctrl</kbd>|<p>x <kbd>Ctrl</kbd></p>",
                "[x](https://example.org)|<p><a href=\"https://example.org\" rel=\"nofollow noopener ugc\">x</a></p>",
                "see https://example.org/a.|<p>see <a href=\"https://example.org/a\" rel=\"nofollow noopener ugc\">https://example.org/a</a>.</p>",
                "<me@example.org>|<p><a href=\"mailto:me@example.org\" rel=\"nofollow noopener ugc\">me@example.org</a></p>",
                "![cat](https://example.org/c.png)|<p><img src=\"https://example.org/c.png\" alt=\"cat\"></p>"
            })
    void whatMembersMeanIsShown(String markdown, String expected) {
        assertThat(html(markdown).strip()).isEqualTo(expected);
    }

    @Test
    void tablesAreTables() {
        assertThat(html("| a | b |\n|---|--:|\n| 1 | 2 |"))
                .contains("<th>a</th>", "<td align=\"right\">2</td>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hi @ada and @Bob.|ada,Bob",
                "(@ada-2), @c.d! @ada|ada-2,c.d,ada",
                "@ada @ada|ada",
                "**@ada** _@bob_|ada,bob",
                "`@ada` me@example.org x@ada [@ada](https://x.org)|''",
                "```@ada```|''",
                "https://example.org/@ada <b title='@ada'>|''",
                "@@ada @ @.x|''",
                "ask @\u00e9ric_2|\u00e9ric_2"
            })
    void mentionsAreInRunningText(String markdown, String expected) {
        assertThat(String.join(",", Markdown.written(markdown).mentions())).isEqualTo(expected);
    }

    @Test
    void codeNamesNobody() {
        assertThat(Markdown.written("so:\n\n    @ada\n\n```\n@bob\n```").mentions()).isEmpty();
    }

    @Test
    void twentyMentionsAreEnough() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append("@member").append(i).append(' ');
        }
        assertThat(Markdown.written(text.toString()).mentions()).hasSize(20);
    }

    @Test
    void anExcerptIsPlainTextThatEndsWithAWord() {
        String excerpt = Markdown.written("# A *b*\n\n" + "word <b>x</b> ".repeat(90)).excerpt();

        assertThat(excerpt)
                .startsWith("A b word x")
                .endsWith("\u2026")
                .hasSizeLessThanOrEqualTo(300);
        assertThat(excerpt.replace("\u2026", "")).matches(".*(word|x)");
        assertThat(Markdown.written("\ud83d\ude00".repeat(400)).excerpt())
                .matches("(\ud83d\ude00)+\u2026");
    }
}
