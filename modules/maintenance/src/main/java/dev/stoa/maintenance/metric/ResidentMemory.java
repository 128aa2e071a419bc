package dev.stoa.maintenance.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that the process takes of the machine. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "VmRSS:";

    private ResidentMemory() {}

    /** Megabytes; 0 where the system does not tell. */
    static long megabytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(LINE)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
            return 0;
        } catch (IOException _) {
            return 0;
        }
    }
}
