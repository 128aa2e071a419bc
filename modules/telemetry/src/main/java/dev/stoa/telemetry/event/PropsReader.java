package dev.stoa.telemetry.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the props of an event: checks them one by one and keeps the bytes as they came, as
 * PostgreSQL will read them anyway.
 */
final class PropsReader {
    private static final int MOST_KEYS = 32;
    private static final int MOST_BYTES = 8 * 1024;
    private static final int LONGEST_KEY = 64;
    private static final String NONE = "{}";

    private final JsonParser json;
    private final byte[] bytes;
    private final int start;
    private final Dimension dimension;
    private final Set<String> keys = new HashSet<>();
    private String text = NONE;
    private String value = "";

    PropsReader(JsonParser json, byte[] bytes, int start, Dimension dimension) {
        this.json = json;
        this.bytes = bytes;
        this.start = start;
        this.dimension = dimension;
    }

    void clear() {
        text = NONE;
        value = "";
    }

    /** The JSON of what was read last. */
    String text() {
        return text;
    }

    /** The value to count by of what was read last. */
    String dimension() {
        return value;
    }

    /** Reads the value that the parser stands at, to its end; whether it is acceptable. */
    boolean read() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        long from = json.currentTokenLocation().getByteOffset();
        boolean sound = true;
        keys.clear();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            sound &= keys.size() <= MOST_KEYS && keys.add(key) && isKey(key);
            sound &= isValue(key, json.nextToken());
            json.skipChildren();
        }
        int length = (int) (json.currentLocation().getByteOffset() - from);
        if (!sound || keys.size() > MOST_KEYS || length > MOST_BYTES) {
            return false;
        }
        text = new String(bytes, start + (int) from, length, StandardCharsets.UTF_8);
        return true;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= LONGEST_KEY
                && Texts.isSound(key.toCharArray(), 0, key.length());
    }

    private boolean isValue(String key, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> isText(key);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Numbers.isSound(json.getText());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> true;
            case START_OBJECT,
                    START_ARRAY,
                    END_OBJECT,
                    END_ARRAY,
                    FIELD_NAME,
                    NOT_AVAILABLE,
                    VALUE_EMBEDDED_OBJECT ->
                    false;
        };
    }

    private boolean isText(String key) throws IOException {
        if (key.equals(dimension.key())) {
            String given = json.getText();
            value = dimension.values().contains(given) ? given : "";
        }
        return Texts.isSound(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }
}
