package dev.stoa.sessions.identity.login;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.http.Json;
import dev.stoa.sessions.identity.member.Profile;
import java.io.IOException;
import java.time.Instant;

/**
 * What a sign-in or a refresh gives.
 *
 * @param expiresAt of the access token
 * @param refreshExpiresAt of the refresh token
 */
record IssuedLogin(Tokens tokens, Instant expiresAt, Instant refreshExpiresAt, Profile member) {
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("token", tokens.access());
        json.writeStringField("tokenType", "Bearer");
        Json.instant(json, "expiresAt", expiresAt);
        json.writeStringField("refreshToken", tokens.refresh());
        Json.instant(json, "refreshExpiresAt", refreshExpiresAt);
        json.writeFieldName("member");
        member.write(json);
        json.writeEndObject();
    }
}
