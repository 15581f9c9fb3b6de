package io.anyfs.s3;

import io.anyfs.FsPath;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * A move of a directory that was begun and has not ended: its process was ended in the middle, or is still at it.
 *
 * @param id tells it apart from all others
 * @param source the directory that is moved
 * @param target what it is to be
 * @param phase how far it got
 * @param started when it was begun, by the clock of its host
 * @param host the name of the machine that began it, empty if that is not known
 * @param pid the process that began it
 */
public record UnfinishedMove(
        String id, FsPath source, FsPath target, Phase phase, Instant started, String host, long pid) {

    /** How far a move got. */
    public enum Phase {
        /** The source is whole; of the target any part is there. The move can be completed or undone. */
        COPYING,
        /** The target is whole; of the source any part is left. The move can only be completed. */
        DELETING
    }

    /**
     * Whether the process that began it seems to run still, on this machine. False says nothing of other machines, or of
     * containers that are called alike.
     */
    public boolean isRunningHere() {
        return !host.isEmpty()
                && host.equals(thisHost())
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().startInstant())
                        // Otherwise another process has got the number since. The journal tells whole seconds.
                        .filter(start -> start.isBefore(started.plusSeconds(1)))
                        .isPresent();
    }

    /** The name of this machine, empty if it has none. */
    static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "";
        }
    }

    /** This move in a phase. */
    UnfinishedMove in(Phase newPhase) {
        return new UnfinishedMove(id, source, target, newPhase, started, host, pid);
    }
}
