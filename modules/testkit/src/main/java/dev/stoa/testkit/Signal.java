package dev.stoa.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Signals to processes of a test. */
final class Signal {
    private Signal() {}

    static void send(String name, long pid) {
        try {
            int status =
                    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + ": " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
