package dev.stoa.sessions.identity.member;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.platform.Event;
import dev.stoa.platform.Events;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import java.io.IOException;
import java.util.List;

/** What members are trusted with. */
final class Roles {
    private static final String ADMIN = "admin";

    private final Database database;
    private final Events events;

    Roles(Platform platform) {
        this.database = platform.database();
        this.events = platform.events();
    }

    /** A member as moderators see them. */
    Reply read(Call call) {
        long id = call.arguments().pathId("id");
        Profile profile =
                database.find(MeStore.FIND, Profile::read, id)
                        .orElseThrow(() -> MemberProblems.absent(id));
        return reply(profile);
    }

    Reply put(Call call) {
        long id = call.arguments().pathId("id");
        int version = call.requiredVersion();
        String role = call.fields().text("role");
        return reply(
                database.transaction(
                        in -> {
                            List<Long> admins = MeStore.admins(in);
                            Profile now =
                                    MeStore.locked(in, id)
                                            .orElseThrow(() -> MemberProblems.absent(id));
                            if (now.version() != version) {
                                throw Call.versionMismatch(now.version());
                            }
                            return granted(in, events, now, role, admins);
                        }));
    }

    private static Profile granted(
            Transaction in, Events events, Profile now, String role, List<Long> admins) {
        if (!role.equals(ADMIN) && admins.equals(List.of(now.id()))) {
            throw MemberProblems.lastAdmin();
        }
        if (role.equals(now.role())) {
            return now;
        }
        events.publish(in, new Event.MemberChanged(new MemberId(now.id())));
        return MeStore.setRole(in, now.id(), role);
    }

    private static Reply reply(Profile profile) {
        return Reply.ok(Json.body(json -> write(json, profile)));
    }

    /** Without what is the member's alone. */
    private static void write(JsonGenerator json, Profile profile) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", profile.id());
        Json.text(json, "address", profile.address());
        json.writeStringField("username", profile.username());
        json.writeStringField("displayName", profile.displayName());
        json.writeStringField("role", profile.role());
        json.writeStringField("status", profile.status());
        Json.instant(json, "createdAt", profile.createdAt());
        json.writeNumberField("version", profile.version());
        json.writeEndObject();
    }
}
