package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and their checksum; the list is the one of EIP-55. */
class AddressTest {
    private static final String ONE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x27b1fdb04752bbc536007a920d24acb045561c26",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void theListOfTheStandardIsReadAndWritten(String text) {
        var address = Address.parse(text);

        assertThat(address.hex()).isEqualTo(text.toLowerCase(Locale.ROOT));
        assertThat(address.checksummed()).isEqualTo(text);
    }

    @Test
    void oneCaseClaimsNoChecksum() {
        var address = Address.parse(ONE);

        assertThat(Address.parse(ONE.toLowerCase(Locale.ROOT))).isEqualTo(address);
        assertThat(Address.parse("0x" + ONE.substring(2).toUpperCase(Locale.ROOT)))
                .isEqualTo(address);
    }

    @Test
    void anyOtherCapitalIsRefused() {
        for (int i = 2; i < ONE.length(); i++) {
            char digit = ONE.charAt(i);
            if (Character.isLetter(digit)) {
                char other =
                        Character.isUpperCase(digit)
                                ? Character.toLowerCase(digit)
                                : Character.toUpperCase(digit);
                String text = ONE.substring(0, i) + other + ONE.substring(i + 1);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Address.parse(text))
                        .withMessageContaining("EIP-55")
                        .withMessageNotContaining(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                "0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\n",
                " 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"
            })
    void whatIsNotFortyDigitsIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
    }

    @Test
    void storedTextIsLowerCase() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Address(ONE));
        assertThat(Address.parse(ONE)).hasToString(ONE.toLowerCase(Locale.ROOT));
    }
}
