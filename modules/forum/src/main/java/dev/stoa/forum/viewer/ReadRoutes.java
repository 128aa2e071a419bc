package dev.stoa.forum.viewer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.Structures;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Fields;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Read marks over HTTP. */
final class ReadRoutes {
    private static final Access WRITE = Access.member(Scope.FORUM_WRITE);
    private static final Form NUMBER = new Form.Whole(1, Integer.MAX_VALUE);
    private static final Form MARKS =
            new Form.Rows(
                    List.of(
                            Field.required("threadId", new Form.Id(), "The thread."),
                            Field.required("postNumber", NUMBER, "The last post read.")),
                    200);
    private static final String ALL = "all";

    private final ReadMarks marks;
    private final Structures structures;
    private final InstantSource clock;

    ReadRoutes(ReadMarks marks, Structures structures, InstantSource clock) {
        this.marks = marks;
        this.structures = structures;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.put(
                                "/api/forum/threads/{id}/read",
                                "Note how far the viewer has read a thread; it never goes back",
                                "ReadMark",
                                this::read,
                                Param.pathId("id", "The thread."))
                        .with(WRITE)
                        .fields(
                                Field.required(
                                        "postNumber",
                                        NUMBER,
                                        "The last post read; beyond the thread's last one it stands for that.")),
                new Route(
                                "POST",
                                "/api/forum/read-states",
                                "Note how far the viewer has read some threads; threads that are not there are"
                                        + " named and left out",
                                new Route.Answer(200, "ReadMarks"),
                                List.of(),
                                List.of(),
                                Traits.MEMBER_WRITE,
                                this::readSome)
                        .with(WRITE)
                        .fields(Field.required("items", MARKS, "Up to 200 threads.")),
                Route.put(
                                "/api/forum/structures/{id}/read",
                                "Note that all posts are read in a structure and those below it",
                                "Watermark",
                                this::readAll,
                                Param.path(
                                        "id",
                                        new Form.IdOr(ALL),
                                        "The structure, or all for the whole forum."))
                        .with(WRITE)
                        .fields(
                                Field.optional(
                                        "until",
                                        new Form.Time(),
                                        "Posts until then, e.g. when the list was fetched; now where it is"
                                                + " missing or later.")));
    }

    private Reply read(Call call) {
        ReadMarks.Mark mark =
                marks.read(
                        call.viewer().signedIn(),
                        call.arguments().pathId("id"),
                        Math.toIntExact(call.fields().number("postNumber")));
        return Reply.ok(Json.body(json -> write(json, mark)));
    }

    private Reply readSome(Call call) {
        Map<Long, Integer> asked = new LinkedHashMap<>();
        for (Fields each : call.fields().rows("items")) {
            asked.merge(each.id("threadId"), Math.toIntExact(each.number("postNumber")), Math::max);
        }
        List<ReadMarks.Mark> noted = marks.read(call.viewer().signedIn(), asked);
        noted.forEach(mark -> asked.remove(mark.thread()));
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeArrayFieldStart("items");
                            for (ReadMarks.Mark mark : noted) {
                                write(json, mark);
                            }
                            json.writeEndArray();
                            json.writeArrayFieldStart("missing");
                            for (long missing : asked.keySet()) {
                                json.writeString(Long.toString(missing));
                            }
                            json.writeEndArray();
                            json.writeEndObject();
                        }));
    }

    private static void write(JsonGenerator json, ReadMarks.Mark mark) throws IOException {
        json.writeStartObject();
        Json.id(json, "threadId", mark.thread());
        json.writeNumberField("lastReadPostNumber", mark.number());
        json.writeEndObject();
    }

    private Reply readAll(Call call) {
        Viewer.Member member = call.viewer().signedIn();
        String asked = call.arguments().pathText("id");
        Instant until = marks.readAll(member, subtree(member, asked), until(call));
        return Reply.ok(
                Json.body(
                        json -> {
                            json.writeStartObject();
                            json.writeStringField("structureId", asked);
                            Json.instant(json, "readUntil", until);
                            json.writeEndObject();
                        }));
    }

    /** The structure first; 0 stands for all of the forum. */
    private List<Long> subtree(Viewer.Member member, String asked) {
        Audience audience = structures.tree().audience(member);
        return asked.equals(ALL)
                ? List.of(0L)
                : structures.tree().shown(Long.valueOf(asked), audience);
    }

    private Instant until(Call call) {
        Instant now = clock.instant();
        Instant asked = call.fields().timeOrNull("until");
        return asked == null || asked.isAfter(now) ? now : asked;
    }
}
