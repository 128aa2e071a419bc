package dev.stoa.forum.demo;

import dev.stoa.platform.sql.CopyRows;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Some rows for each thread, planned one thread at a time. */
final class PerThread implements CopyRows.Source {
    private final DemoPlan plan;
    private final ToIntFunction<DemoThread> count;
    private final Writer writer;
    private @Nullable DemoThread thread;
    private int next;
    private int rows;

    PerThread(DemoPlan plan, ToIntFunction<DemoThread> count, Writer writer) {
        this.plan = plan;
        this.count = count;
        this.writer = writer;
    }

    /** Writes one of a thread's rows. */
    interface Writer {
        void write(DemoThread thread, int number, CopyRows row);
    }

    @Override
    public boolean next(CopyRows row) {
        DemoThread current = thread;
        while (current == null || next == rows) {
            int number = current == null ? 0 : current.number + 1;
            if (number == plan.size.threads) {
                return false;
            }
            current = new DemoThread(plan, number);
            thread = current;
            next = 0;
            rows = count.applyAsInt(current);
        }
        writer.write(current, next++, row);
        return true;
    }
}
