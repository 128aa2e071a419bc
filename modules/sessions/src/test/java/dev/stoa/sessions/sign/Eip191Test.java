package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hashes and signers against what other implementations say. */
class Eip191Test {
    @ParameterizedTest
    @CsvSource({
        "'', c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
        "abc, 4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    })
    void keccakIsTheOneBeforeSha3(String text, String hash) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(Keccak.hash(bytes))).isEqualTo(hash);
    }

    /** The first two stand in the documentation of web3.js, the others are said by ethers. */
    @ParameterizedTest
    @CsvSource({
        "Hello World, a1de988600a42c4b4ab089b619297c17d53cffae5d5120d82d8a92d0bb3b78f2",
        "Some data, 1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655",
        "'', 5f35dce98ba4fba25530a026ed80b2cecdaa31091ba4958b99b52ea1d068adad",
        "\u00e9, ba8cc708d7c0ceccba0ed21ddc61b53a0db963cffb45659d761ff24f520f0a99"
    })
    void thePrefixCountsBytes(String message, String hash) {
        assertThat(HexFormat.of().formatHex(Eip191.hash(message))).isEqualTo(hash);
    }

    @Test
    void theSignerOfTheDocumentedExampleIsFound() {
        var signature =
                Signature.parse(
                        "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd"
                                + "6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a029"
                                + "1c");

        assertThat(Eip191.signer("Some data", signature).checksummed())
                .isEqualTo("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
    }

    @ParameterizedTest
    @MethodSource("dev.stoa.sessions.sign.Vector#all")
    void theSignersOfOthersSignaturesAreFound(Vector vector) {
        assertThat(Eip191.signer(vector.message(), Signature.parse(vector.signature())))
                .isEqualTo(vector.address());
        assertThat(SignInMessage.signed(vector.message(), vector.signature()).address())
                .isEqualTo(vector.address());
    }
}
