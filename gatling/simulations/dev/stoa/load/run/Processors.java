package dev.stoa.load.run;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many processors each program of a run keeps busy. */
final class Processors {
    private final Map<String, Long> pids;
    private final Map<String, Duration> first = new TreeMap<>();
    private final long began = System.nanoTime();

    /**
     * @param pids of programs by name; what they started counts with them
     */
    Processors(Map<String, Long> pids) {
        this.pids = new TreeMap<>(pids);
        this.pids.forEach((name, pid) -> first.put(name, used(pid)));
    }

    private static Duration used(long pid) {
        return ProcessHandle.of(pid)
                .map(
                        program ->
                                program.descendants()
                                        .map(Processors::own)
                                        .reduce(own(program), Duration::plus))
                .orElse(Duration.ZERO);
    }

    private static Duration own(ProcessHandle program) {
        return program.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** On average since this was made, of as many as there are. */
    @Override
    public String toString() {
        double seconds = (System.nanoTime() - began) / 1e9;
        var told = new StringBuilder("processors:");
        pids.forEach(
                (name, pid) ->
                        told.append(
                                String.format(
                                        Locale.ROOT,
                                        " %s %.2f,",
                                        name,
                                        used(pid).minus(first.get(name)).toMillis()
                                                / 1e3
                                                / seconds)));
        return told.append(" of ").append(Runtime.getRuntime().availableProcessors()).toString();
    }
}
