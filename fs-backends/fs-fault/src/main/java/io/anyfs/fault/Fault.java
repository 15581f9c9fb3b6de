package io.anyfs.fault;

import io.anyfs.TransientStorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;

/** Something that goes wrong with a call. */
public sealed interface Fault {

    /** The call does nothing and fails. */
    static Fault fail() {
        return fail((path, reason) -> new FileSystemException(path, null, reason));
    }

    /** The call does nothing and fails with this. */
    static Fault fail(Failure failure) {
        return new Fail(failure);
    }

    /** The call does nothing and fails as a storage does that asks to be tried again at once. */
    static Fault failTransiently() {
        return fail((path, reason) -> new TransientStorageException(path, reason, Duration.ZERO));
    }

    /** The call waits at the gate and then does what it should. Closing what it was made on ends the wait. */
    static Fault delay(Gate gate) {
        return new Delay(gate);
    }

    /**
     * The call takes this much longer, and then does what it should. Closing what it was made on ends the wait.
     *
     * @param time 0 or more
     */
    static Fault delay(Duration time) {
        return new Pause(time, new Gate());
    }

    /**
     * The read gives no more than this.
     *
     * @param bytes 1 or more
     */
    static Fault shortRead(int bytes) {
        return new ShortRead(bytes);
    }

    /**
     * The write takes this much and then fails.
     *
     * @param bytes 0 or more
     */
    static Fault partialWrite(int bytes) {
        return new PartialWrite(bytes);
    }

    /** The call does what it should, and reports a failure. */
    static Fault lostAcknowledgement() {
        return new LostAcknowledgement((path, reason) -> new FileSystemException(path, null, reason));
    }

    /** Makes the exception of a fault. */
    @FunctionalInterface
    interface Failure {
        /** The exception for the path of the call; the reason names the fault, the call and the seed. */
        IOException of(String path, String reason);
    }

    /** See {@link #fail(Failure)}. */
    record Fail(Failure failure) implements Fault {
        @Override
        public String toString() {
            return "fail";
        }
    }

    /** See {@link #delay(Gate)}. */
    record Delay(Gate gate) implements Fault {
        @Override
        public String toString() {
            return "delay";
        }
    }

    /** See {@link #delay(Duration)}. The gate never opens: it is where those who wait learn that they are cancelled. */
    record Pause(Duration time, Gate gate) implements Fault {
        /** Checks the range. */
        public Pause {
            if (time.isNegative()) {
                throw new IllegalArgumentException("a delay must not be negative: " + time);
            }
        }

        @Override
        public String toString() {
            return "delay of " + time.toMillis() + " ms";
        }
    }

    /** See {@link #shortRead}. */
    record ShortRead(int bytes) implements Fault {
        /** Checks the range. */
        public ShortRead {
            if (bytes < 1) {
                throw new IllegalArgumentException("a short read has to give a byte: " + bytes);
            }
        }

        @Override
        public String toString() {
            return "short read of " + bytes + " bytes";
        }
    }

    /** See {@link #partialWrite}. */
    record PartialWrite(int bytes) implements Fault {
        /** Checks the range. */
        public PartialWrite {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes must not be negative: " + bytes);
            }
        }

        @Override
        public String toString() {
            return "partial write of " + bytes + " bytes";
        }
    }

    /** See {@link #lostAcknowledgement}. */
    record LostAcknowledgement(Failure failure) implements Fault {
        @Override
        public String toString() {
            return "lost acknowledgement";
        }
    }
}
