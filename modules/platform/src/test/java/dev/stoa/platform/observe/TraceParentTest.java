package dev.stoa.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The W3C header, by its own rules. */
final class TraceParentTest {
    private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void itsPartsAreRead() {
        assertThat(TraceParent.parse(GOOD))
                .isEqualTo(
                        new TraceParent(
                                0x0af7651916cd43ddL,
                                0x8448eb211c80319cL,
                                0xb7ad6b7169203331L,
                                true));
    }

    @Test
    void aLaterVersionMayGoOn() {
        assertThat(TraceParent.parse("cc" + GOOD.substring(2) + "-more")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c8031 c-b7ad6b7169203331-01",
                "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            })
    void anythingElseIsNoParent(String header) {
        assertThat(TraceParent.parse(header)).isNull();
    }
}
