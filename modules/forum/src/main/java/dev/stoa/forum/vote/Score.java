package dev.stoa.forum.vote;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Row;

/**
 * How a thread or post stands after a vote.
 *
 * @param score what it began with, and {@code up} less {@code down}
 * @param up votes up
 * @param down votes down
 * @param value the viewer's own vote: 1, -1, or 0 for none
 */
record Score(long score, long up, long down, int value) {
    static Score read(Row row) {
        return new Score(row.number(0), row.number(1), row.number(2), row.integer(3));
    }

    Body body() {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("score", score);
                    json.writeNumberField("up", up);
                    json.writeNumberField("down", down);
                    json.writeNumberField("value", value);
                    json.writeEndObject();
                });
    }
}
