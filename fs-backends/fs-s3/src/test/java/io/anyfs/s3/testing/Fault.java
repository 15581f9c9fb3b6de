package io.anyfs.s3.testing;

import java.time.Duration;

/** What a wire does to a request instead of passing it on, or to its answer. */
public sealed interface Fault {

    /**
     * The request is read, but not passed on; the answer is an error of S3's own.
     *
     * @param status the HTTP status
     * @param code the error code of S3
     */
    record ErrorAnswer(int status, String code) implements Fault {}

    /** The connection is reset when the head of the request has come; nothing is passed on. */
    record ResetBeforeForwarding() implements Fault {}

    /** A lost acknowledgement: the server has done it and answered, but the client's connection ends without a byte. */
    record DropAnswer() implements Fault {}

    /**
     * The connection is reset in the middle of the answer.
     *
     * @param bytes bytes of the body that are sent before; the end of a shorter body
     */
    record ResetAnswer(long bytes) implements Fault {}

    /**
     * The connection is closed in an orderly way, but before the answer is complete.
     *
     * @param bytes bytes of the body that are sent before; the end of a shorter body
     */
    record TruncateAnswer(long bytes) implements Fault {}

    /**
     * The first byte of the answer is late.
     *
     * @param delay how late
     */
    record DelayAnswer(Duration delay) implements Fault {}

    /**
     * All bits of one byte in the body of the answer are wrong.
     *
     * @param at which byte, from 0; a shorter body is passed on as it is
     */
    record CorruptAnswer(long at) implements Fault {}

    /** The answer of S3 to too many requests. */
    static Fault slowDown() {
        return new ErrorAnswer(503, "SlowDown");
    }

    /** The answer of S3 to what it cannot help. */
    static Fault internalError() {
        return new ErrorAnswer(500, "InternalError");
    }
}
