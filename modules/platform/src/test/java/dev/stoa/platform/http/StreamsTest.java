package dev.stoa.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Failure;
import dev.stoa.platform.limit.Caller;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final Caller.Address ONE = new Caller.Address(false, 1);
    private static final Caller.Address OTHER = new Caller.Address(false, 2);

    private final Streams streams = new Streams(3, 2);

    @Test
    void oneClientLeavesRoomForOthersAndGetsItsOwnBackWhenItLeaves() {
        streams.enter(ONE);
        streams.enter(ONE);
        assertThatThrownBy(() -> streams.enter(ONE)).isInstanceOf(Failure.TooMany.class);
        assertThat(streams.open()).isEqualTo(2);
        assertThatCode(() -> streams.enter(OTHER)).doesNotThrowAnyException();

        streams.leave(OTHER);
        streams.leave(ONE);
        assertThatCode(() -> streams.enter(ONE)).doesNotThrowAnyException();
    }

    @Test
    void allTogetherAreLimitedToo() {
        streams.enter(ONE);
        streams.enter(ONE);
        streams.enter(OTHER);
        assertThatThrownBy(() -> streams.enter(OTHER)).isInstanceOf(Failure.Overloaded.class);
        assertThat(streams.open()).isEqualTo(3);
    }
}
