package dev.stoa.forum.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.tag.TagRef;
import dev.stoa.forum.thread.ThreadFilter.Bound;
import dev.stoa.forum.thread.ThreadFilter.Drive;
import dev.stoa.forum.thread.ThreadFilter.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a forum of 100 000 threads. */
class ThreadFilterTest {
    private static final Reach EVERYWHERE = new Reach(100_000, 100_000);
    private static final TagRef RARE = new TagRef(1, "rare", 400);
    private static final TagRef COMMON = new TagRef(2, "common", 2100);
    private static final TagRef ALSO_COMMON = new TagRef(3, "also-common", 2200);
    private static final TagRef EVERYDAY = new TagRef(4, "everyday", 25_000);

    private static ThreadFilter tagged(TagRef... tags) {
        return new ThreadFilter(null, Bound.ASKED, null, List.of(tags), null, null, null);
    }

    private static ThreadFilter below(List<Long> structures, TagRef... tags) {
        return new ThreadFilter(structures, Bound.ASKED, null, List.of(tags), null, null, null);
    }

    @Test
    void aRareTagIsLookedAtWholeAndAPopularOneIsWalkedTo() {
        assertThat(tagged(RARE).drive(EVERYWHERE, 21)).isEqualTo(Drive.RARE_TAG);
        assertThat(tagged(EVERYDAY).drive(EVERYWHERE, 21)).isEqualTo(Drive.POPULAR_TAG);
    }

    @Test
    void aWalkToALongPageIsLongerSoTheTagIsLookedAtWhole() {
        assertThat(tagged(COMMON).drive(EVERYWHERE, 21)).isEqualTo(Drive.POPULAR_TAG);
        assertThat(tagged(COMMON).drive(EVERYWHERE, 1000)).isEqualTo(Drive.RARE_TAG);
    }

    @Test
    void twoTagsSeldomMeetSoTheRarerIsLookedAtWhole() {
        assertThat(tagged(COMMON, ALSO_COMMON).drive(EVERYWHERE, 21)).isEqualTo(Drive.RARE_TAG);
    }

    @Test
    void aSmallStructureLeavesFewerThreadsThanItsTag() {
        Reach small = new Reach(100_000, 300);
        assertThat(below(List.of(60L), COMMON).drive(small, 21))
                .isEqualTo(Drive.STRUCTURE_AND_MORE);
        assertThat(below(List.of(60L), RARE).drive(small, 21)).isEqualTo(Drive.STRUCTURE_AND_MORE);
        assertThat(below(List.of(1L), RARE).drive(new Reach(100_000, 50_000), 21))
                .isEqualTo(Drive.RARE_TAG);
    }

    @Test
    void whatIsNotFilteredNeedsNoConditionButItsOwn() {
        assertThat(ThreadFilter.NONE.drive(EVERYWHERE, 21)).isEqualTo(Drive.ALL);
        assertThat(below(List.of(1L)).drive(EVERYWHERE, 21)).isEqualTo(Drive.STRUCTURE);
        assertThat(
                        new ThreadFilter(null, Bound.ASKED, "clip", List.of(), null, null, null)
                                .drive(EVERYWHERE, 21))
                .isEqualTo(Drive.KIND);
    }
}
