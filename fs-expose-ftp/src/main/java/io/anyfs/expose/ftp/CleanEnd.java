package io.anyfs.expose.ftp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells an upload that is whole from one whose client was killed. The end of the data looks the same for both: the kernel
 * closes the sockets of a killed process in an orderly way. What differs is the control connection: a client that lives waits
 * there for the reply, a killed one has it closed too, microseconds before or after the data connection. So before an upload
 * is published, the control connection is watched for a while and has to stay open.
 *
 * <p>The kernel needs a processor to close the second socket. On the client's machine being this one, the watch ends when nobody
 * else runs, as a dying process would; or there was a processor to spare, twice seen; on a crowded machine when all that wait for
 * one had their turns. A client
 * elsewhere, of whose machine nothing is known, is watched as long as the transfer took, within bounds. Whatever the machine,
 * a long transfer is watched for a small part of its time, because a client that fails may take a while to die. A client that
 * announces the size (ALLO) is not waited for at all: its upload is whole when all of it has come. Nor is one that ends its data
 * with TLS's close_notify.
 */
final class CleanEnd {

    private static final HostLoad LOAD = HostLoad.OF_THIS_MACHINE;

    /** How long to look again and again, without a wait, whether the client waits for its reply: it mostly does so at once. */
    private static final long LOOK_AGAIN = micros(100);

    private static final long STEP = micros(300);
    private static final int CALM_TIMES = 2;

    private static final int SHARE_OF_TRANSFER = 16;
    private static final long MOST_SHARE = millis(50);

    /** Less is gone with looking around. */
    private static final long WORTH_WAITING = micros(100);

    /** A file that fits into a packet or few can hardly be cut: the client sends it at once. */
    private static final long SMALL_BYTES = 64 * 1024;

    private static final long SMALL_TURN = millis(3);
    private static final long TURN = millis(25);
    private static final long LEAST_REMOTE = millis(5);

    private static final long LOOK_AT_ALL = TimeUnit.SECONDS.toNanos(10);

    private CleanEnd() {}

    /** Whether the client is still there after the end of the data. Takes its time, at most the longest; 0 is not at all. */
    static boolean isProven(ControlConnection control, Transfer transfer, Duration longest)
            throws InterruptedException {
        long most = longest.toNanos();
        if (most == 0) {
            return control.isOpen();
        }
        long took = transfer.nanos();
        boolean open;
        if (control.isFromThisMachine()) {
            long share = Math.min(Math.min(MOST_SHARE, most), took / SHARE_OF_TRANSFER);
            long least = share < WORTH_WAITING ? 0 : share;
            if (least == 0 && isSoonElseIdle() && control.isOpenAndSilent()) {
                return true;
            }
            open = staysOpenHere(control, most, least, transfer.bytes() <= SMALL_BYTES ? SMALL_TURN : TURN);
        } else {
            open = control.staysOpen(Math.min(most, Math.max(LEAST_REMOTE, took)));
        }
        return open && control.isOpenForCertain(System.nanoTime() + LOOK_AT_ALL);
    }

    /** Whether the client is still connected, all that the kernel knows of it by now taken into account. */
    static boolean isConnected(ControlConnection control) throws InterruptedException {
        return control.isOpenAndSilent() || control.isOpenForCertain(System.nanoTime() + LOOK_AT_ALL);
    }

    private static boolean staysOpenHere(ControlConnection control, long most, long least, long turn)
            throws InterruptedException {
        long begun = System.nanoTime();
        boolean sure = LOAD.isElseIdle();
        int calm = 0;
        long watched = 0;
        int mostTurns = 1;
        while (watched < least || (!sure && watched < Math.min(most, mostTurns * turn))) {
            if (!control.staysOpen(sure ? least - watched : Math.min(STEP, most))) {
                return false;
            }
            int running = LOAD.running();
            int turns = LOAD.turns(running);
            calm += turns == 1 ? 1 : 0;
            sure |= calm == CALM_TIMES || (running == 1 && LOAD.isElseIdle());
            mostTurns = Math.max(mostTurns, turns);
            watched = System.nanoTime() - begun;
        }
        return true;
    }

    /**
     * Whether nobody else runs within a time in which a client that has closed its data connection goes to wait for the reply. Whoever
     * wants a processor and has none, this thread gives it one.
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on whether it gives way
    private static boolean isSoonElseIdle() {
        long begun = System.nanoTime();
        boolean idle = LOAD.isElseIdle();
        while (!idle && System.nanoTime() - begun < LOOK_AGAIN && LOAD.turns(LOAD.running()) == 1) {
            Thread.yield();
            idle = LOAD.isElseIdle();
        }
        return idle;
    }

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }

    private static long micros(long count) {
        return TimeUnit.MICROSECONDS.toNanos(count);
    }
}
