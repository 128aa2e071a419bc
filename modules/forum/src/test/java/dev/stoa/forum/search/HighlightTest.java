package dev.stoa.forum.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HighlightTest {
    private static List<String> marked(String text, String... words) {
        return Highlight.of(text, List.of(words)).stream()
                .map(mark -> text.substring(mark.start(), mark.end()))
                .toList();
    }

    @Test
    void wholeWordsAreMarkedInOrderWhateverTheirCapitals() {
        assertThat(marked("Gates: a gate, agate, GATE-gates", "gate", "gates"))
                .containsExactly("Gates", "gate", "GATE", "gates");
    }

    @Test
    void offsetsCountUtf16UnitsBehindCharactersOfTwo() {
        assertThat(Highlight.of("😀 tea", List.of("tea"))).containsExactly(new Highlight(3, 6));
    }

    @Test
    void theLongerOfTwoThatBeginTogetherIsMarked() {
        assertThat(marked("ice-cream and ice", "ice", "ice-cream"))
                .containsExactly("ice-cream", "ice");
    }

    @Test
    void aLongTextHasFiftyMarksAtMost() {
        assertThat(Highlight.of("tea ".repeat(5000), List.of("tea"))).hasSize(50);
    }

    @Test
    void aPartIsMarkedInsideOfAWordWhereThatIsAskedFor() {
        assertThat(Highlight.of("samovar", List.of("mov"))).isEmpty();
        assertThat(Highlight.inside("samovar", List.of("mov")))
                .containsExactly(new Highlight(2, 5));
    }
}
