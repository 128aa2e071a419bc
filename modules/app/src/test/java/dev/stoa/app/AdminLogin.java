package dev.stoa.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestWallet;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Signs the made-up community's admin in: with a wallet that takes the place of theirs. */
final class AdminLogin {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AdminLogin() {}

    /** The value of {@code Authorization} for the admin of {@code node}. */
    static String header(DemoNode node) throws SQLException {
        TestWallet wallet = TestWallet.of(1);
        try (var connection = DriverManager.getConnection(node.jdbcUrl(), "postgres", "");
                var change =
                        connection.prepareStatement(
                                "update users set address = ? where id = 1 and role = 'admin'")) {
            change.setString(1, wallet.address());
            if (change.executeUpdate() != 1) {
                throw new AssertionError("the first member is no admin");
            }
        }
        TestClient http = new TestClient(node.node().httpPort());
        String ask =
                JSON.createObjectNode()
                        .put("address", wallet.address())
                        .put("chainId", 1)
                        .toString();
        String message = http.send("POST", "/api/sessions/auth/nonces", ask).text("/message");
        String proof =
                JSON.createObjectNode()
                        .put("message", message)
                        .put("signature", wallet.sign(message))
                        .toString();
        Answer verified = http.send("POST", "/api/sessions/auth/verify", proof);
        if (verified.status() != 200) {
            throw new AssertionError("sign-in: " + verified.status() + " " + verified.body());
        }
        return "Bearer " + verified.text("/token");
    }
}
