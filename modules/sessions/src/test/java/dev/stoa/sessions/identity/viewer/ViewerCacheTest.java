package dev.stoa.sessions.identity.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.Credential;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Role;
import dev.stoa.platform.Viewer;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ViewerCacheTest {
    private static final MemberId MEMBER = new MemberId(7);
    private static final Resolution RIGHT =
            new Resolution.Known(
                    new Viewer.Member(
                            MEMBER,
                            Role.MEMBER,
                            new Credential(
                                    Credential.Kind.LOGIN,
                                    1,
                                    Set.of(),
                                    Credential.Allowance.DEFAULT)),
                    Long.MAX_VALUE);
    private static final ByteBuffer NAME = ByteBuffer.wrap(new byte[] {1, 2, 3});

    private final AtomicLong nanos = new AtomicLong();
    private final ViewerCache cache = new ViewerCache(nanos::get);

    @Test
    void aRightCredentialIsBelievedForFiveSecondsFromItsLoad() {
        cache.loaded(NAME, () -> RIGHT);
        for (int second = 0; second < 4; second++) {
            nanos.addAndGet(1_000_000_000);
            assertThat(cache.remembered(NAME)).isEqualTo(RIGHT);
        }
        nanos.addAndGet(1_000_000_001);
        assertThat(cache.remembered(NAME)).isNull();
    }

    @Test
    void aRefusalIsBelievedForOneSecond() {
        cache.loaded(NAME, Resolution.Unknown::new);
        assertThat(cache.remembered(NAME)).isEqualTo(new Resolution.Unknown());
        nanos.addAndGet(1_000_000_001);
        assertThat(cache.remembered(NAME)).isNull();
    }

    @Test
    void whatIsForgottenIsGoneAtOnce() {
        cache.loaded(NAME, () -> RIGHT);
        cache.forget(resolution -> resolution.concerns(new MemberId(8)));
        assertThat(cache.remembered(NAME)).isEqualTo(RIGHT);
        cache.forget(resolution -> resolution.concerns(MEMBER));
        assertThat(cache.remembered(NAME)).isNull();
    }

    @Test
    void aLoadThatBeganBeforeIsNotRememberedAfter() {
        Resolution found =
                cache.loaded(
                        NAME,
                        () -> {
                            cache.forget(resolution -> resolution.concerns(MEMBER));
                            return RIGHT;
                        });

        assertThat(found).isEqualTo(RIGHT);
        assertThat(cache.remembered(NAME)).isNull();
    }
}
