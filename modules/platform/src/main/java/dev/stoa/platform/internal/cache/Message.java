package dev.stoa.platform.internal.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.JsonFactories;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An announcement as it comes over the channel: {@code {"type":"thread","id":"42"}} and, where a
 * node of Stoa sent it, its number and the node.
 *
 * @param generation number of the change; 0 where the sender gave none
 * @param node that sent it; empty where the sender is none
 */
record Message(Announcement announcement, long generation, String node) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final JsonFactory JSON = JsonFactories.plain();

    /** The message without its number, which the script puts in. */
    static String write(Announcement announcement, String node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", announcement.type());
            json.writeStringField("id", announcement.id());
            json.writeStringField("node", node);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** What {@code text} says; empty where it is no announcement. */
    static Optional<Message> read(String text) {
        String type = "";
        String id = "";
        String node = "";
        long generation = 0;
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                String value = json.getValueAsString("");
                switch (field) {
                    case "type" -> type = value;
                    case "id" -> id = value;
                    case "node" -> node = value;
                    case "gen" -> generation = json.getValueAsLong();
                    default -> {}
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return isTag(type, id) && (!type.equals(Announcement.PULSE) || NUMBER.matcher(id).matches())
                ? Optional.of(new Message(new Announcement(type, id), generation, node))
                : Optional.empty();
    }

    private static boolean isTag(String type, String id) {
        return !type.isEmpty() && type.indexOf(':') < 0 && !id.isEmpty();
    }
}
