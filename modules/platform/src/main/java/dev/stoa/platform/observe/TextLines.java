package dev.stoa.platform.observe;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Coloured lines for a person at a terminal. */
final class TextLines extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final String PLAIN = "\u001b[0m";
    private static final String DIM = "\u001b[2m";

    @Override
    public String format(LogRecord event) {
        LogFields fields = LogFields.of(event);
        StringBuilder line = new StringBuilder(160);
        line.append(DIM).append(TIME.format(fields.timestamp())).append(PLAIN).append(' ');
        line.append(colour(fields.level()));
        line.append("%-5s".formatted(fields.level())).append(PLAIN).append(' ');
        line.append(DIM).append(shortened(fields.logger())).append(PLAIN).append("  ");
        line.append(oneLine(fields.message()));
        if (!fields.traceId().isEmpty()) {
            line.append(DIM).append("  trace=").append(fields.traceId()).append(PLAIN);
        }
        line.append('\n');
        // A stack trace is many lines by nature; indented, none of them looks like an event.
        fields.exception()
                .lines()
                .forEach(part -> line.append("    ").append(oneLine(part)).append('\n'));
        return line.toString();
    }

    private static String colour(String level) {
        return switch (level) {
            case "error" -> "\u001b[31m";
            case "warn" -> "\u001b[33m";
            case "info" -> "\u001b[32m";
            default -> DIM;
        };
    }

    private static String shortened(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** Control characters, escapes of terminals among them, are shown rather than obeyed. */
    private static String oneLine(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append(c);
                default -> {
                    if (Character.isISOControl(c)) {
                        safe.append("\\u%04x".formatted((int) c));
                    } else {
                        safe.append(c);
                    }
                }
            }
        }
        return safe.toString();
    }
}
