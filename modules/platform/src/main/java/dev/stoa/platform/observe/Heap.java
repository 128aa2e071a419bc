package dev.stoa.platform.observe;

/** The heap at one moment, for health. */
public final class Heap {
    private static final long MEGABYTE = 1024L * 1024;

    private Heap() {}

    /** Megabytes in use, garbage that is not yet collected included. */
    public static long usedMegabytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }

    /** Megabytes the heap may grow to. */
    public static long mostMegabytes() {
        return Runtime.getRuntime().maxMemory() / MEGABYTE;
    }
}
