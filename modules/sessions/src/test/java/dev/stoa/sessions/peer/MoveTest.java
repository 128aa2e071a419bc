package dev.stoa.sessions.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stoa.platform.Failure;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MoveTest {
    /** Move, state and side, and what comes of it; whatever is not here is an illegal move. */
    private static final Map<String, String> LEGAL =
            Map.ofEntries(
                    Map.entry("CHANGE PENDING A", "PENDING"),
                    Map.entry("CHANGE PENDING B", "PENDING"),
                    Map.entry("CHANGE ACTIVE A", "ACTIVE"),
                    Map.entry("CHANGE ACTIVE B", "ACTIVE"),
                    Map.entry("START PENDING A", "forbidden"),
                    Map.entry("START PENDING B", "ACTIVE"),
                    Map.entry("HEARTBEAT ACTIVE A", "ACTIVE"),
                    Map.entry("HEARTBEAT ACTIVE B", "ACTIVE"),
                    Map.entry("END PENDING A", "ENDED"),
                    Map.entry("END PENDING B", "ENDED"),
                    Map.entry("END ACTIVE A", "ENDED"),
                    Map.entry("END ACTIVE B", "ENDED"));

    @Test
    void everyMoveFromEveryStateByEitherSideIsInTheTable() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> found = new TreeMap<>();
        for (Move move : Move.values()) {
            for (PeerStatus status : PeerStatus.values()) {
                for (Side side : Side.values()) {
                    String key = move + " " + status + " " + side;
                    expected.put(key, LEGAL.getOrDefault(key, "illegal-move"));
                    found.put(key, outcome(move, status, side));
                }
            }
        }
        assertThat(found).hasSize(32).isEqualTo(expected);
    }

    private static String outcome(Move move, PeerStatus status, Side side) {
        try {
            return move.from(status, side).name();
        } catch (Failure failure) {
            return failure.type().slug();
        }
    }

    @Test
    void anIllegalMoveNamesTheState() {
        Throwable failure = catchThrowable(() -> Move.END.from(PeerStatus.EXPIRED, Side.A));

        assertThat(failure).hasMessageContaining("expired").hasMessageContaining("can't be ended");
    }
}
