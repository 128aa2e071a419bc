package dev.stoa.load.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A mistake that is put into the service from outside, to see that the gate finds it: one class is
 * compiled from a changed copy of its source, and the JVM is told to take it instead of the
 * module's own. Nothing in the service knows of it.
 */
final class Planted {
    private static final String N_PLUS_1 = "n+1";
    private static final String MODULE = "dev.stoa.forum";
    private static final String SOURCE =
            "modules/forum/src/main/java/dev/stoa/forum/thread/Threads.java";
    private static final String ONE_STATEMENT =
            "return store.timed(query.tab() == Tab.NEW ? Order.NEW : Order.RECENT, slice, start,"
                    + " asOf);";
    private static final String MANY_STATEMENTS =
            "return store.timed(query.tab() == Tab.NEW ? Order.NEW : Order.RECENT, slice, start,"
                    + " asOf).stream().peek(row -> store.byIds(List.of(row.id()), asOf)).toList();";

    private Planted() {}

    /**
     * Options of the JVM with which lists of threads by time look up each of their threads again.
     *
     * @throws IllegalArgumentException where there is no such mistake
     */
    static String options(String mistake, Path root, Path scratch) throws IOException {
        if (mistake.isEmpty()) {
            return "";
        }
        if (!mistake.equals(N_PLUS_1)) {
            throw new IllegalArgumentException(
                    "regression.planted is '" + mistake + "'; there is only " + N_PLUS_1);
        }
        String source = Files.readString(root.resolve(SOURCE));
        if (!source.contains(ONE_STATEMENT)) {
            throw new IllegalStateException(
                    SOURCE + " reads otherwise now: say in Planted how to break it");
        }
        Path changed = scratch.resolve("planted/Threads.java");
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source.replace(ONE_STATEMENT, MANY_STATEMENTS));
        Path classes = scratch.resolve("planted/classes");
        String lib = root.resolve("modules/app/target/lib").toString();
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                List.of(
                                                "-proc:none",
                                                "-nowarn",
                                                "-p",
                                                lib,
                                                "--add-modules",
                                                MODULE,
                                                "--patch-module",
                                                MODULE + "=" + changed.getParent(),
                                                "-d",
                                                classes.toString(),
                                                changed.toString())
                                        .toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("the planted class does not compile");
        }
        return "--patch-module " + MODULE + "=" + classes;
    }
}
