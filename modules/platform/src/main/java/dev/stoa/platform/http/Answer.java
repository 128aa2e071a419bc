package dev.stoa.platform.http;

import dev.stoa.platform.Problems;
import org.jspecify.annotations.Nullable;

/**
 * How a request was answered.
 *
 * @param reply what is still to be sent; null where all is sent, or nobody is there
 * @param failure what went wrong; null when nothing did
 * @param errorType what metrics call that
 * @param begunNanos when the first bytes of a stream were sent, after its request's begin; 0 for
 *     what is over once it is sent
 */
record Answer(
        @Nullable Reply reply,
        @Nullable Throwable failure,
        @Nullable String errorType,
        long begunNanos) {
    /** To a client that went away before it, or in its midst. */
    static final Answer GONE = new Answer(null, null, "client-gone", 0);

    /** The status noted for it. */
    private static final int CLIENT_GONE = 499;

    static Answer of(Reply reply) {
        return new Answer(reply, null, null, 0);
    }

    static Answer of(Reply problem, Throwable failure, String errorType) {
        return new Answer(problem, failure, errorType, 0);
    }

    /** The same of a stream that began then. */
    Answer begun(long nanos) {
        return new Answer(reply, failure, errorType, nanos);
    }

    /** Whether the client did not get all of it: the connection can't be used any more. */
    boolean isBroken() {
        return reply == null && errorType != null;
    }

    /** The status to note, which is {@code sent} where all is well. */
    int status(int sent) {
        if (!isBroken()) {
            return sent;
        }
        return failure == null ? CLIENT_GONE : Problems.INTERNAL.status();
    }
}
