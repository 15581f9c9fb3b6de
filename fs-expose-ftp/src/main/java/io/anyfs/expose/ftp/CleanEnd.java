package io.anyfs.expose.ftp;

import java.util.concurrent.TimeUnit;

/**
 * Tells an upload that is whole from one whose client was killed. The end of the data looks the same for both: the kernel
 * closes the sockets of a killed process in an orderly way. What differs is the control connection: a client that lives waits
 * there for the reply, a killed one has it closed too, microseconds before or after the data connection. So before an upload
 * is published, the control connection is watched for a while and has to stay open.
 *
 * <p>How long a while? The kernel needs a processor to close the second socket. Where the client is on this machine and the
 * machine has processors to spare, twice seen, {@value #CALM_MICROS} microseconds each are plenty. Otherwise the watch is as
 * long as the transfer took, so that it at most doubles it, within bounds. A client that announces the size (ALLO) is not
 * waited for at all: its upload is whole when all of it has come.
 */
final class CleanEnd {

    private static final long CALM_MICROS = 300;
    private static final int CALM_TIMES = 2;
    private static final long SMALL_BYTES = 64 * 1024;

    /** A machine where processes wait for a processor: a dying one may wait for several turns of the others. */
    private static final Bounds CROWDED_SMALL = Bounds.ofMillis(50, 50);

    private static final Bounds CROWDED = Bounds.ofMillis(250, 250);
    /** A client elsewhere: nothing is known of its machine, and the network delays. */
    private static final Bounds REMOTE = Bounds.ofMillis(5, 250);

    private CleanEnd() {}

    /** Whether the client is still there after the end of the data. Takes its time. */
    static boolean isProven(ControlConnection control, Transfer transfer) throws InterruptedException {
        long begun = System.nanoTime();
        long deadline = begun + bounds(control, transfer).within(transfer.nanos());
        int calm = 0;
        boolean sameMachine = control.isFromThisMachine();
        while (calm < CALM_TIMES && System.nanoTime() < deadline) {
            long step = sameMachine ? TimeUnit.MICROSECONDS.toNanos(CALM_MICROS) : deadline - System.nanoTime();
            if (!control.staysOpen(step)) {
                return false;
            }
            if (sameMachine && HostLoad.isCalm()) {
                calm++;
            }
        }
        return control.isOpenForCertain(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
    }

    private static Bounds bounds(ControlConnection control, Transfer transfer) {
        if (!control.isFromThisMachine()) {
            return REMOTE;
        }
        return transfer.bytes() <= SMALL_BYTES ? CROWDED_SMALL : CROWDED;
    }

    private record Bounds(long leastNanos, long mostNanos) {
        static Bounds ofMillis(long least, long most) {
            return new Bounds(TimeUnit.MILLISECONDS.toNanos(least), TimeUnit.MILLISECONDS.toNanos(most));
        }

        long within(long nanos) {
            return Math.max(leastNanos, Math.min(mostNanos, nanos));
        }
    }
}
