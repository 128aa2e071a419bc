package dev.stoa.platform.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask a listener that trusts its machine. */
class SamePageTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8081, ''",
        "localhost:8081, ''",
        "LocalHost, ''",
        "[::1]:8081, ''",
        "::1, ''",
        "10.0.0.7:8081, ''",
        "localhost:8081, http://localhost:8081",
        "127.0.0.1:8081, http://127.0.0.1:8081"
    })
    void programsAndTheNodesOwnPagesMayAsk(String host, String origin) {
        assertThatCode(() -> SamePage.require(host, origin)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, ''",
        "evil.example:8081, http://evil.example:8081",
        "localhost.evil.example, ''",
        "127.0.0.1.evil.example:8081, ''",
        "'', ''",
        "localhost:8081, https://evil.example",
        "localhost:8081, null",
        "localhost:8081, http://localhost:8080",
        "127.0.0.1:8081, http://127.0.0.1:8081.evil.example"
    })
    void foreignPagesAndNamesMayNot(String host, String origin) {
        assertThatThrownBy(() -> SamePage.require(host, origin))
                .isInstanceOf(Failure.Forbidden.class);
    }
}
