package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as RFC 3339 writes them. */
class MomentTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T16:00:00Z, 2026-11-20T16:00:00Z",
        "2026-11-20t16:00:00z, 2026-11-20T16:00:00Z",
        "2026-11-20T16:00:00.5Z, 2026-11-20T16:00:00.500Z",
        "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "2026-11-20T17:30:00+01:30, 2026-11-20T16:00:00Z",
        "2026-11-20T16:00:00-00:00, 2026-11-20T16:00:00Z",
        "2026-11-20T16:00:00+23:59, 2026-11-19T16:01:00Z",
        "2024-02-29T00:00:00.123456789Z, 2024-02-29T00:00:00.123456789Z",
        "0000-01-01T00:00:00+23:59, -0001-12-31T00:01:00Z"
    })
    void theirInstantIsKnownAndTheirTextKept(String text, Instant instant) {
        var moment = new Moment(text);

        assertThat(moment.instant()).isEqualTo(instant);
        assertThat(moment.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-20",
                "2026-11-20 16:00:00Z",
                "2026-11-20T16:00:00",
                "2026-11-20T16:00Z",
                "2026-11-20T16:00:00.Z",
                "2026-11-20T16:00:00,5Z",
                "2026-11-20T16:00:00+0100",
                "2026-11-20T16:00:00+24:00",
                "2026-11-20T16:00:00+01:60",
                "2026-11-20T16:00:00 Z",
                "2026-13-20T16:00:00Z",
                "2026-11-31T16:00:00Z",
                "2025-02-29T16:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T16:60:00Z",
                "1990-12-31T23:59:60Z",
                "+2026-11-20T16:00:00Z",
                "12026-11-20T16:00:00Z",
                "2026-11-20T16:00:00.1234567891Z",
                "\u0662\u0660\u0662\u0666-11-20T16:00:00Z"
            })
    void anythingElseIsNoTime(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Moment(text));
    }

    @Test
    void ourOwnAreCutToMilliseconds() {
        assertThat(Moment.of(Instant.parse("2026-11-20T16:00:00.123999Z")).text())
                .isEqualTo("2026-11-20T16:00:00.123Z");
    }
}
