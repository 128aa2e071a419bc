package dev.stoa.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.platform.limit.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest {
    private static final List<Network> PROXIES =
            List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8"));
    private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.1");

    private static String client(boolean isForwarded, String... values) {
        return new Clients(PROXIES, isForwarded).behind(PEER, List.of(values)).getHostAddress();
    }

    @ParameterizedTest
    @CsvSource({
        "'1.2.3.4', 1.2.3.4",
        "'9.9.9.9, 1.2.3.4', 1.2.3.4",
        "'9.9.9.9, 1.2.3.4, 10.0.0.7', 1.2.3.4",
        "'1.2.3.4:5678', 1.2.3.4",
        "'::ffff:1.2.3.4', 1.2.3.4",
        "'[2001:db8::1]:443', 2001:db8:0:0:0:0:0:1",
        "'2001:db8::1', 2001:db8:0:0:0:0:0:1",
        "'1.2.3.4, fd00::9', 1.2.3.4",
        "'10.0.0.9, 10.0.0.8', 10.0.0.9"
    })
    void theLastAddressThatIsNoProxysIsTheClients(String header, String address) {
        assertThat(client(false, header)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10.0.0.1",
        "'unknown', 10.0.0.1",
        "'1.2.3.4, unknown', 10.0.0.1",
        "'1.2.3.4, example.org, 10.0.0.7', 10.0.0.7",
        "'1.2.3.4,', 10.0.0.1"
    })
    void beyondWhatIsNoAddressNothingIsBelieved(String header, String address) {
        assertThat(client(false, header)).isEqualTo(address);
    }

    @Test
    void severalHeadersAreOne() {
        assertThat(client(false, "9.9.9.9", "1.2.3.4, 10.0.0.7")).isEqualTo("1.2.3.4");
    }

    @ParameterizedTest
    @CsvSource({
        "'for=1.2.3.4', 1.2.3.4",
        "'for=9.9.9.9, For=\"1.2.3.4:80\";proto=https;by=10.0.0.1', 1.2.3.4",
        "'proto=https;for=\"[2001:db8::1]:80\"', 2001:db8:0:0:0:0:0:1",
        "'for=1.2.3.4, for=_hidden', 10.0.0.1",
        "'proto=https', 10.0.0.1"
    })
    void theStandardHeaderIsReadWhereItIsTheProxies(String header, String address) {
        assertThat(client(true, header)).isEqualTo(address);
    }
}
