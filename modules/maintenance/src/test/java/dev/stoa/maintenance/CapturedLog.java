package dev.stoa.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.observe.Logs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the process logs meanwhile, in JSON. */
final class CapturedLog implements AutoCloseable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CapturedLog() {
        PrintStream terminal = System.err;
        System.setErr(new PrintStream(bytes, true, UTF_8));
        Logs.configure(Settings.of(Map.of("log.format", "json")));
        System.setErr(terminal);
    }

    /** The events so far, each as its fields. */
    List<Map<String, String>> events() {
        return bytes.toString(UTF_8).lines().map(CapturedLog::fields).toList();
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                fields.put(json.currentName(), json.nextTextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
        return fields;
    }

    @Override
    public void close() {
        Logs.configure(Settings.of(Map.of()));
    }
}
