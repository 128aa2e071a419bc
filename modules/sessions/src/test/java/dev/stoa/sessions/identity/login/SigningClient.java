package dev.stoa.sessions.identity.login;

import dev.stoa.platform.http.Json;
import dev.stoa.testkit.TestClient;
import dev.stoa.testkit.TestClient.Answer;
import dev.stoa.testkit.TestWallet;
import java.nio.charset.StandardCharsets;

/** Signs in as a wallet does. */
public final class SigningClient {
    private static final String AUTH = "/api/sessions/auth";

    private final TestClient http;

    public SigningClient(TestClient http) {
        this.http = http;
    }

    public Answer nonce(TestWallet wallet) {
        return http.send(
                "POST",
                AUTH + "/nonces",
                object("address", wallet.address()).replace("}", ",\"chainId\":1}"));
    }

    Answer verify(String message, String signature) {
        return http.send(
                "POST", AUTH + "/verify", object("message", message, "signature", signature));
    }

    public Answer refresh(String token) {
        return http.send("POST", AUTH + "/refresh", object("refreshToken", token));
    }

    /** Signs in and answers what verify answered. */
    public Answer signedIn(TestWallet wallet) {
        String message = nonce(wallet).text("/message");
        return verify(message, wallet.sign(message));
    }

    static String object(String... fields) {
        byte[] bytes =
                Json.bytes(
                        json -> {
                            json.writeStartObject();
                            for (int i = 0; i < fields.length; i += 2) {
                                json.writeStringField(fields[i], fields[i + 1]);
                            }
                            json.writeEndObject();
                        });
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
