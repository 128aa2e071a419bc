package dev.stoa.forum.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnippetTest {
    @Test
    void aShortTextIsShownWholeWithoutItsMarkup() {
        Snippet snippet =
                Snippet.of("<p>Make <b>tea</b> &amp;\n rest</p><pre>now</pre>", List.of("tea"));

        assertThat(snippet.text()).isEqualTo("Make tea & rest now");
        assertThat(snippet.highlights()).containsExactly(new Highlight(5, 8));
    }

    @Test
    void aLongTextIsCutBetweenWordsRoundTheFirstHit() {
        Snippet snippet =
                Snippet.of(
                        "some words ".repeat(50) + "tea " + "other words ".repeat(50),
                        List.of("tea"));

        assertThat(snippet.text()).matches("…(some|words) .* tea other .*(other|words)…");
        assertThat(snippet.text().length()).isBetween(200, 242);
        assertThat(snippet.highlights())
                .singleElement()
                .satisfies(
                        mark ->
                                assertThat(snippet.text().substring(mark.start(), mark.end()))
                                        .isEqualTo("tea"));
    }

    @Test
    void withoutAHitTheBeginningIsShown() {
        assertThat(Snippet.of("words ".repeat(100), List.of()).text()).startsWith("words words");
    }

    @ParameterizedTest
    @ValueSource(ints = {239, 240, 241, 500})
    void noCharacterIsCutInTwo(int length) {
        for (String text : List.of("😀".repeat(length), "a" + "😀".repeat(length) + "tea")) {
            String shown = Snippet.of(text, List.of("tea")).text();

            assertThat(shown.codePoints())
                    .noneMatch(
                            point ->
                                    point >= Character.MIN_SURROGATE
                                            && point <= Character.MAX_SURROGATE);
        }
    }

    @Test
    void htmlThatIsCutAnywhereIsPlainText() {
        assertThat(Snippet.of("<p>tea <a href=\"http://a.exam", List.of("tea")).text())
                .isEqualTo("tea");
    }
}
