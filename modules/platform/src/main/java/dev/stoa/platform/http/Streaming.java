package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import java.io.OutputStream;
import java.util.function.Supplier;

/** One streamed answer while it is written. */
final class Streaming {
    private static final System.Logger LOG = System.getLogger(Streaming.class.getName());

    private final Exchange exchange;
    private final Reply reply;
    private final HeldStream out;
    private long begunNanos;

    /**
     * @param head sends status and headers, and gives where the body goes
     */
    Streaming(Exchange exchange, Reply reply, Supplier<OutputStream> head) {
        this.exchange = exchange;
        this.reply = reply;
        this.out =
                new HeldStream(
                        () -> {
                            begunNanos = exchange.work().elapsedNanos();
                            return head.get();
                        });
    }

    /**
     * Runs the writer to its end.
     *
     * @throws Exception what it fails with before anything is sent
     */
    Answer run(Streamed body) throws Exception {
        try {
            body.writer().write(out);
            if (!out.isOpen()) {
                return Answer.of(reply.finished(finished(body)));
            }
            out.end();
            return new Answer(null, null, null, begunNanos);
        } catch (Exception e) {
            if (out.isGone()) {
                return Answer.GONE.begun(begunNanos);
            }
            if (!out.isOpen()) {
                throw e;
            }
            String path = exchange.route().path();
            LOG.log(System.Logger.Level.ERROR, "An answer of " + path + " broke off", e);
            String type = e instanceof Failure f ? f.type().slug() : Problems.INTERNAL.slug();
            return new Answer(null, e, type, begunNanos);
        }
    }

    /** It was short enough to be sent like any other. */
    private Body finished(Streamed body) {
        String etag = body.etag();
        return etag == null
                ? Body.of(body.contentType(), out.held())
                : Body.of(body.contentType(), out.held(), etag);
    }
}
