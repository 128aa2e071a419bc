package dev.stoa.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a streamed body is written: its first bytes are held back, so that a writer that fails at
 * once can still be answered with a problem, and a short body with its length.
 */
final class HeldStream extends OutputStream {
    private static final int MOST_HELD = 8 * 1024;

    private final Supplier<OutputStream> answer;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(256);
    private @Nullable OutputStream out;
    private boolean gone;

    /**
     * @param answer sends status and headers, and gives where the body goes
     */
    HeldStream(Supplier<OutputStream> answer) {
        this.answer = answer;
    }

    /** Whether status and headers are on their way. */
    boolean isOpen() {
        return out != null;
    }

    /** Whether writing failed: nobody is there any more. */
    boolean isGone() {
        return gone;
    }

    /** What is held back; all of the body where it was never opened. */
    byte[] held() {
        return held.toByteArray();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (out == null && held.size() + length <= MOST_HELD) {
            held.write(bytes, from, length);
        } else {
            tried(sink -> sink.write(bytes, from, length));
        }
    }

    @Override
    public void flush() throws IOException {
        tried(OutputStream::flush);
    }

    /** Ends the body; only for what is open. */
    void end() throws IOException {
        tried(OutputStream::close);
    }

    private interface Step {
        void take(OutputStream sink) throws IOException;
    }

    /** What Helidon throws where a connection is broken is more than one kind of exception. */
    private void tried(Step step) throws IOException {
        if (gone) {
            throw new IOException("The client has gone.");
        }
        OutputStream sink = out;
        boolean done = false;
        try {
            if (sink == null) {
                sink = answer.get();
                out = sink;
                held.writeTo(sink);
                held.reset();
            }
            step.take(sink);
            done = true;
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        } finally {
            gone = !done;
        }
    }
}
