package io.anyfs.lifecycle;

import java.io.IOException;

/** A process was asked for a dump and did not give one. The message says why, and what to do. */
public class DumpRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why there is no dump. */
    public enum Reason {
        /** There is no process of this number, or it ended before it answered. */
        NO_SUCH_PROCESS,
        /** The process does not listen, or is no anyfs process at all. It was left alone. */
        NOT_LISTENING,
        /** The process belongs to another user, or somebody else has tampered with what it left for us. */
        NOT_PERMITTED,
        /** The process did not answer in time. */
        TIMED_OUT,
        /** The process could not write the dump. */
        FAILED,
        /** Processes cannot be asked on this operating system. */
        UNSUPPORTED
    }

    DumpRequestException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    DumpRequestException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why there is no dump. */
    public Reason reason() {
        return reason;
    }
}
