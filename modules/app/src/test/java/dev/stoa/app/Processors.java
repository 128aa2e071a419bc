package dev.stoa.app;

import java.io.IOException;
import java.util.List;

/** Which of the machine's processors processes may use; does nothing where that can't be said. */
final class Processors {
    private Processors() {}

    /** Gives processes, with all their threads, one processor. */
    static void give(int processor, List<Long> pids) throws IOException, InterruptedException {
        for (long pid : pids) {
            set(Integer.toString(processor), pid);
        }
    }

    static void giveAll(long pid) throws IOException, InterruptedException {
        set("0-" + (Runtime.getRuntime().availableProcessors() - 1), pid);
    }

    private static void set(String list, long pid) throws IOException, InterruptedException {
        try {
            new ProcessBuilder("taskset", "-a", "-p", "-c", list, Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // There is no such program: all share all.
        }
    }
}
