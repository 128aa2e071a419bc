package dev.stoa.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The lines of the log. */
final class LogsTest {
    private static final String EVIL = "bad\r\n{\"level\":\"error\"}\u001b[31m";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logger logger = Logger.getLogger("dev.stoa.test.logs");

    private void configure(String format) {
        Logs.configure(
                Settings.of(Map.of("log.format", format)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws IOException {
        LogLevels.clear("dev.stoa.test.logs");
        LogManager.getLogManager().readConfiguration();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Map<String, String> parsed(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (var json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                fields.put(json.currentName(), json.nextTextValue());
            }
            assertThat(json.nextToken()).isNull();
        }
        return fields;
    }

    @Test
    void anEventIsOneJsonObjectOnOneLine() throws IOException {
        configure("json");
        logger.log(Level.WARNING, EVIL, new IllegalStateException(EVIL));

        assertThat(lines()).hasSize(1);
        Map<String, String> fields = parsed(lines().getFirst());
        assertThat(fields)
                .containsEntry("level", "warn")
                .containsEntry("logger", "dev.stoa.test.logs")
                .containsEntry("message", EVIL)
                .doesNotContainKey("trace_id");
        assertThat(fields.get("exception")).startsWith("java.lang.IllegalStateException");
        assertThat(fields.get("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    }

    @Test
    void lineBreaksAndEscapesAreShownInText() {
        configure("text");
        logger.log(Level.WARNING, EVIL);

        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst())
                .contains("bad\\r\\n{\"level\":\"error\"}\\u001b[31m")
                .contains("logs");
    }

    @Test
    void aLineOfARequestCarriesItsIds() throws Exception {
        configure("json");
        try (var node = Observability.of(Settings.of(Map.of()), "test")) {
            RequestTrace trace = node.tracing().request("GET", "/a", "/a", null);
            Work.within("GET /a", Duration.ofSeconds(1), trace).run(() -> logger.info("hello"));

            assertThat(parsed(lines().getFirst()))
                    .containsEntry("trace_id", trace.traceId())
                    .containsEntry("span_id", trace.spanId())
                    .containsEntry("route", "GET /a");
        }
    }

    @Test
    void librariesLogTheSameWay() throws IOException {
        configure("json");
        LoggerFactory.getLogger("org.redisson").warn("from {}", "slf4j");

        assertThat(parsed(lines().getFirst()))
                .containsEntry("logger", "org.redisson")
                .containsEntry("message", "from slf4j");
    }

    @Test
    void levelsChangeWhileItRuns() {
        configure("json");
        logger.fine("unheard");
        assertThat(LogLevels.get("dev.stoa.test.logs")).isEqualTo("info");

        LogLevels.set("dev.stoa.test.logs", "debug");
        logger.fine("heard");

        assertThat(LogLevels.get("dev.stoa.test.logs")).isEqualTo("debug");
        assertThat(lines()).hasSize(1);
        LogLevels.clear("dev.stoa.test.logs");
        assertThat(LogLevels.own("dev.stoa.test.logs")).isEmpty();
    }
}
