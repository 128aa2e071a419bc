package dev.stoa.sessions.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.testkit.TestWallet;
import org.junit.jupiter.api.Test;

/** The wallet other tests sign in with signs as others do. */
class TestWalletTest {
    @Test
    void aTestWalletsSignatureIsItsAddresses() {
        for (int i = 1; i <= 20; i++) {
            TestWallet wallet = TestWallet.of(i);
            String message = "message " + i;

            assertThat(Eip191.signer(message, Signature.parse(wallet.sign(message))).hex())
                    .isEqualTo(wallet.address());
        }
    }
}
