package dev.stoa.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {
    @Test
    void ratesAreReadAsTheyAreWritten() {
        assertThat(Quota.parse("200/1m, 50 / 10s").rates())
                .containsExactly(
                        new Rate(200, Duration.ofMinutes(1)), new Rate(50, Duration.ofSeconds(10)));
        assertThat(Quota.parse("10/1d").rates()).containsExactly(new Rate(10, Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "600",
                "600/m",
                "0/1m",
                "-1/1m",
                "1/0s",
                "1/32d",
                "9999999999/1m",
                "1/100ms",
                "1/1m,",
                "1/1s,1/2s,1/3s,1/4s,1/5s"
            })
    void whatIsNoRateIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quota.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.200.3.4, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "192.168.1.128/25, 192.168.1.100, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, 2001:db8::1, false"
    })
    void aNetworkHoldsItsAddresses(String network, String address, boolean isIn) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address))).isEqualTo(isIn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "example.org", "10.0.0.0/-1", "::1/129", "10.0.0.0/x"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0, ::, false",
        "255.255.255.255, ffff:ffff:ffff:ffff::1, false"
    })
    void oneCallerIsAnAddressOrTheFirstHalfOfAnIpv6One(String one, String other, boolean isSame) {
        assertThat(
                        Caller.Address.of(InetAddress.ofLiteral(one))
                                .equals(Caller.Address.of(InetAddress.ofLiteral(other))))
                .isEqualTo(isSame);
    }
}
