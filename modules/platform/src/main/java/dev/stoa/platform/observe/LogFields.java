package dev.stoa.platform.observe;

import dev.stoa.platform.Work;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One log event, with the request it belongs to.
 *
 * @param traceId empty outside of requests
 * @param spanId empty outside of requests
 * @param route the route's template or the job's name; empty for neither
 * @param exception stack trace; empty for none
 */
record LogFields(
        Instant timestamp,
        String level,
        String logger,
        String message,
        String thread,
        String traceId,
        String spanId,
        String route,
        String exception) {
    private static final SimpleFormatter MESSAGES = new SimpleFormatter();

    /** Reads {@code event} on the thread that logged it, which is the one its handler runs on. */
    static LogFields of(LogRecord event) {
        RequestTrace trace = Work.currentTrace();
        String logger = event.getLoggerName();
        String message = MESSAGES.formatMessage(event);
        return new LogFields(
                event.getInstant(),
                level(event.getLevel()),
                logger == null ? "" : logger,
                message == null ? "" : message,
                thread(Thread.currentThread()),
                trace.isReal() ? trace.traceId() : "",
                trace.isReal() ? trace.spanId() : "",
                Work.currentName(),
                trace(event.getThrown()));
    }

    private static String thread(Thread thread) {
        String name = thread.getName();
        return name.isEmpty() ? "virtual-" + thread.threadId() : name;
    }

    private static String trace(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warn";
        }
        if (value >= Level.INFO.intValue()) {
            return "info";
        }
        return value >= Level.FINE.intValue() ? "debug" : "trace";
    }
}
