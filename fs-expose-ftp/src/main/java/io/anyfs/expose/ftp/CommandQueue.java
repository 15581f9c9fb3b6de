package io.anyfs.expose.ftp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one client, which run one after the other in the order they came. They arrive on the thread of the {@link
 * ControlProcessor}, which never waits, and run on a worker, of which there is none while nothing is to do. Safe for use by many
 * threads.
 */
final class CommandQueue {

    private static final int MAX_WAITING = 64;
    private static final int FEW_WAITING = 8;

    /** Whose commands they are. Called by the worker, or by the thread that ends the queue if there is no worker. */
    interface Owner {
        /** Runs one command. */
        void run(ControlInput input);

        /** The server drains, and nothing runs. */
        void drained();

        /** The queue has ended, and nothing runs any more. Called once. */
        void ended();
    }

    private final Owner owner;
    private final ControlConnection control;
    private final Executor workers;

    // ---- guarded by this
    private final Deque<ControlInput> waiting = new ArrayDeque<>();
    private int abortsWaiting;
    private boolean atWork;
    private boolean suspended;
    private boolean draining;
    /** Nothing is begun any more. */
    private boolean leaving;

    private boolean ended;

    /** A reply that has to wait; until then a worker is at work as far as others see. */
    private @Nullable Runnable held;

    /** The same before the command that replies so has ended; touched by its worker only. */
    private @Nullable Later later;

    private record Later(Runnable reply, Duration delay) {}

    CommandQueue(Owner owner, ControlConnection control, Executor workers) {
        this.owner = owner;
        this.control = control;
        this.workers = workers;
    }

    /**
     * A line has come. Never waits. For one thread, that which reads the connection.
     *
     * @param running answers what is answered during a transfer, which only the first in line can be
     * @return the transfer that the line ends, {@code null} if it ends none
     */
    @Nullable
    Transfer add(ControlInput input, RunningTransfer running) {
        // Replies are sent without the lock: a connection that turns out to be closed ends this queue.
        if (isEmpty() && !isOver() && running.answers(input)) {
            return null;
        }
        Transfer aborted = null;
        boolean wake;
        synchronized (this) {
            if (isOver()) {
                return null;
            }
            if (isCommand(input, "ABOR")) {
                abortsWaiting++;
                aborted = running.get();
            }
            waiting.add(input);
            if (waiting.size() >= MAX_WAITING && !suspended) {
                suspended = true;
                control.suspend();
            }
            wake = !atWork;
            atWork = true;
        }
        if (wake) {
            workers.execute(this::work);
        }
        return aborted;
    }

    private synchronized boolean isOver() {
        return ended || leaving;
    }

    /** Whether a QUIT has come that is not yet answered. */
    synchronized boolean wantsToLeave() {
        return waiting.stream().anyMatch(input -> isCommand(input, "QUIT"));
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether so many commands wait that no more are read, so that nobody would notice the end of the connection. */
    synchronized boolean isHeldBack() {
        return suspended;
    }

    /** Whether an ABOR waits. */
    synchronized boolean wantsToAbort() {
        return abortsWaiting > 0;
    }

    /** Whether a command runs, or its reply has to wait. */
    synchronized boolean isAtWork() {
        return atWork;
    }

    synchronized boolean isDraining() {
        return draining;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    static boolean isCommand(ControlInput input, String verb) {
        return input instanceof ControlInput.CommandLine line && line.verb().equals(verb);
    }

    /** Runs no command for a while after the one that runs, and then replies to it. No thread waits. */
    void pause(Duration delay, Runnable reply) {
        later = new Later(reply, delay);
    }

    /** What has come and was not begun is never done. */
    synchronized void leave() {
        leaving = true;
        waiting.clear();
    }

    /** Calls {@link Owner#drained} when nothing runs. */
    void drain() {
        boolean idle;
        synchronized (this) {
            draining = true;
            atWork &= takeHeld() == null;
            idle = !atWork;
        }
        if (idle) {
            owner.drained();
        }
    }

    /**
     * Begins nothing any more, and calls {@link Owner#ended} when nothing runs. Never waits.
     *
     * @return whether this is the first call
     */
    boolean end() {
        boolean idle;
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
            waiting.clear();
            atWork &= takeHeld() == null;
            idle = !atWork;
        }
        if (idle) {
            owner.ended();
        }
        return true;
    }

    private void work() {
        for (ControlInput input = next(); input != null; input = next()) {
            owner.run(input);
            if (pauses()) {
                return;
            }
        }
    }

    private @Nullable ControlInput next() {
        boolean end;
        boolean drained;
        synchronized (this) {
            ControlInput next = ended ? null : waiting.poll();
            if (next != null) {
                abortsWaiting -= isCommand(next, "ABOR") ? 1 : 0;
                if (suspended && waiting.size() <= FEW_WAITING) {
                    suspended = false;
                    control.resume();
                }
                return next;
            }
            atWork = false;
            end = ended;
            drained = draining;
        }
        if (end) {
            owner.ended();
        } else if (drained) {
            owner.drained();
        }
        return null;
    }

    /** Whether a reply has to wait, and with it this worker's end. */
    private boolean pauses() {
        Later pause = later;
        if (pause == null) {
            return false;
        }
        later = null;
        if (pause.delay().isZero()) {
            pause.reply().run();
            return false;
        }
        synchronized (this) {
            if (ended || draining) {
                return false;
            }
            held = pause.reply();
        }
        CompletableFuture.delayedExecutor(pause.delay().toMillis(), TimeUnit.MILLISECONDS, workers)
                .execute(() -> {
                    Runnable due = takeHeld();
                    if (due != null) {
                        due.run();
                        work();
                    }
                });
        return true;
    }

    private synchronized @Nullable Runnable takeHeld() {
        Runnable due = held;
        held = null;
        return due;
    }
}
