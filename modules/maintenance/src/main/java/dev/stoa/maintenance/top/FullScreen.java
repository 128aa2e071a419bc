package dev.stoa.maintenance.top;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** Draws a node on the whole of a terminal, again and again, until q is pressed. */
final class FullScreen {
    private static final String ENTER = "\033[?1049h\033[?25l";
    private static final String LEAVE = "\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";
    private static final long LOOK_MILLIS = 100;

    private final Terminal terminal;
    private final NodeClient node;
    private final Duration interval;
    private final AtomicBoolean over = new AtomicBoolean();

    FullScreen(Terminal terminal, NodeClient node, Duration interval) {
        this.terminal = terminal;
        this.node = node;
        this.interval = interval;
    }

    /** Runs until it is told to end; leaves the terminal as it was. */
    void run() throws IOException {
        Attributes before = terminal.enterRawMode();
        terminal.handle(Terminal.Signal.INT, _ -> over.set(true));
        PrintWriter out = terminal.writer();
        Thread end = new Thread(() -> leave(before), "leave-screen");
        Runtime.getRuntime().addShutdownHook(end);
        out.print(ENTER);
        try {
            View last = null;
            while (!over.get()) {
                last = draw(out, last);
                await();
            }
            Runtime.getRuntime().removeShutdownHook(end);
        } finally {
            leave(before);
        }
    }

    /** Also where the process is told to end. */
    private void leave(Attributes before) {
        terminal.writer().print(LEAVE);
        terminal.writer().flush();
        terminal.setAttributes(before);
    }

    private @Nullable View draw(PrintWriter out, @Nullable View last) {
        // Asked anew for each picture: the window may have been resized.
        Size size = terminal.getSize();
        int width = size.getColumns() > 0 ? size.getColumns() : 80;
        int height = size.getRows() > 0 ? size.getRows() : 24;
        String time =
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
        View view = null;
        List<String> lines;
        try {
            view = View.of(node);
            lines = new Screen(view, last, node.url()).lines(width, height, time);
        } catch (NodeClient.Silent silent) {
            lines = List.of(time + "  " + silent.getMessage(), "", "q quits");
        }
        StringBuilder picture = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            picture.append(lines.get(i)).append(REST_OF_LINE);
            if (i < lines.size() - 1) {
                picture.append("\r\n");
            }
        }
        out.print(picture.append(REST_OF_SCREEN));
        out.flush();
        return view == null ? last : view;
    }

    private void await() throws IOException {
        NonBlockingReader keys = terminal.reader();
        long end = System.nanoTime() + interval.toNanos();
        while (!over.get() && System.nanoTime() < end) {
            int key = keys.read(LOOK_MILLIS);
            if (key == 'q' || key == 'Q' || key == NonBlockingReader.EOF) {
                over.set(true);
            }
        }
    }
}
