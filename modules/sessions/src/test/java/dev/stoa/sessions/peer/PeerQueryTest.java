package dev.stoa.sessions.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.sessions.peer.PeerListSql.Sort;
import dev.stoa.sessions.peer.PeerQuery.Order;
import dev.stoa.sessions.peer.PeerQuery.Span;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeerQueryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EVENING = NOON.plus(Duration.ofHours(6));
    private static final Span ANY = new Span(null, null);

    private static PeerQuery query(Sort sort, Span created, Span started, Span ended) {
        return new PeerQuery(null, null, null, false, created, started, ended, sort, Order.DESC);
    }

    @Test
    void whatEndedInTheEveningWasMadeAtMostTwoDaysBefore() {
        Span reach = query(Sort.CREATED, ANY, ANY, new Span(NOON, EVENING)).reach();

        assertThat(reach).isEqualTo(new Span(NOON.minus(Duration.ofDays(2)), EVENING));
    }

    @Test
    void whatWasMadeAtNoonEndedAtMostTwoDaysLater() {
        Span reach = query(Sort.ENDED, new Span(NOON, EVENING), ANY, ANY).reach();

        assertThat(reach).isEqualTo(new Span(NOON, EVENING.plus(Duration.ofDays(2))));
    }

    @Test
    void theNarrowestOfSeveralBoundsHolds() {
        Span reach =
                query(
                                Sort.STARTED,
                                new Span(NOON, null),
                                new Span(null, EVENING),
                                new Span(EVENING, EVENING))
                        .reach();

        assertThat(reach).isEqualTo(new Span(NOON, EVENING));
    }

    @Test
    void whatHasNoEndIsInNoListByIt() {
        assertThat(query(Sort.ENDED, ANY, ANY, ANY).statuses()).containsExactly("ended", "expired");
        assertThat(query(Sort.CREATED, ANY, ANY, new Span(NOON, null)).statuses())
                .containsExactly("ended", "expired");
        assertThat(query(Sort.CREATED, ANY, new Span(null, NOON), ANY).statuses())
                .containsExactly("active", "ended", "expired");
        assertThat(query(Sort.CREATED, ANY, ANY, ANY).statuses()).hasSize(4);
    }
}
