package dev.stoa.platform.observe;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes each event as one piece of bytes, so that lines of two threads don't mix. */
final class LogLines extends Handler {
    private final PrintStream out;
    private final Formatter format;

    LogLines(PrintStream out, Formatter format) {
        this.out = out;
        this.format = format;
    }

    @Override
    public void publish(LogRecord event) {
        if (!isLoggable(event)) {
            return;
        }
        try {
            byte[] line = format.format(event).getBytes(StandardCharsets.UTF_8);
            out.write(line, 0, line.length);
            out.flush();
        } catch (RuntimeException e) {
            reportError(null, e, ErrorManager.FORMAT_FAILURE);
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
