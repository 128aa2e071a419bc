package dev.stoa.app;

import dev.stoa.platform.Progress;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for each phase on a terminal; elsewhere a line when a phase begins and every 5 s. */
final class ProgressBars implements Progress {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(5);

    private final Console console;
    private String phase = "";
    private long said;
    private @Nullable ProgressBar bar;

    ProgressBars(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void at(String now, long done, long total) {
        if (console.isTerminal()) {
            draw(now, done, total);
        } else {
            say(now, done, total);
        }
        phase = now;
    }

    private void draw(String now, long done, long total) {
        if (bar == null || !now.equals(phase)) {
            if (bar != null) {
                bar.close();
            }
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(now)
                            .setInitialMax(total == 0 ? -1 : total)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(200)
                            .build();
        }
        bar.maxHint(total == 0 ? -1 : total);
        bar.stepTo(done);
        if (total != 0 && done >= total) {
            bar.close();
            bar = null;
        }
    }

    private void say(String now, long done, long total) {
        boolean ended = total != 0 && done >= total;
        if (!now.equals(phase) || ended || System.nanoTime() - said > EVERY) {
            said = System.nanoTime();
            console.say(now + ": " + done + (total == 0 ? "" : " of " + total));
        }
    }
}
