package dev.stoa.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A member who signed in with a wallet, by the whole way from nonce to token.
 *
 * @param id of the member
 * @param address of the wallet
 * @param token of the login session
 */
public record TestMember(long id, String address, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong WALLETS = new AtomicLong(50_000);

    /** A new member of that role: member, moderator or admin. */
    public static TestMember of(String role, TestClient node, TestDatabase database) {
        TestWallet wallet = TestWallet.of(WALLETS.incrementAndGet());
        TestClient.Answer nonce =
                node.send(
                        "POST",
                        "/api/sessions/auth/nonces",
                        "{\"address\":\"" + wallet.address() + "\",\"chainId\":1}");
        String message = nonce.text("/message");
        TestClient.Answer verified =
                node.send(
                        "POST",
                        "/api/sessions/auth/verify",
                        JSON.createObjectNode()
                                .put("message", message)
                                .put("signature", wallet.sign(message))
                                .toString());
        if (verified.status() != 200) {
            throw new AssertionError("sign-in: " + verified.status() + ' ' + verified.body());
        }
        // Addresses are stored lower case; the role is read with the credential, in the next call.
        long id =
                database.number(
                        "select id from users where address = lower('" + wallet.address() + "')");
        if (!role.equals("member")) {
            database.execute("update users set role = '" + role + "' where id = " + id);
        }
        return new TestMember(id, wallet.address(), verified.text("/token"));
    }

    /** The header's name and value, for {@link TestClient}. */
    public String[] credential() {
        return new String[] {"Authorization", "Bearer " + token};
    }

    /** The same with more headers. */
    public String[] credential(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "Authorization";
        all[1] = "Bearer " + token;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }
}
