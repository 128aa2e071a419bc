package dev.stoa.forum.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "<a href=\"java&#10;script:alert(1)\">x</a>",
                "<iframe src=\"javascript:alert(1)\"></iframe>",
                "<p style=\"background:url(javascript:alert(1))\">x</p>",
                "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>"
            })
    void nothingActiveIsLeftAndCleaningTwiceIsCleaningOnce(String hostile) {
        Html html = new Html();
        String once = html.clean(hostile).html();
        assertThat(once)
                .doesNotContainIgnoringCase(
                        "<script",
                        "onerror=",
                        "onload=",
                        "javascript:",
                        "style=",
                        "data:",
                        "<iframe",
                        "<svg");
        assertThat(html.clean(once).html()).isEqualTo(once);
    }

    @Test
    void linksAreNotFollowed() {
        assertThat(new Html().clean("<a href=\"https://example.org\">x</a>").html())
                .contains("rel=\"nofollow noopener ugc\"");
    }

    @Test
    void excerptsArePlainAndEndWithAWord() {
        String excerpt =
                new Html().clean("<p>a &lt;b&gt; &amp; " + "word ".repeat(90) + "</p>").excerpt();
        assertThat(excerpt)
                .startsWith("a <b> & word")
                .endsWith("word\u2026")
                .hasSizeLessThanOrEqualTo(200);
    }
}
