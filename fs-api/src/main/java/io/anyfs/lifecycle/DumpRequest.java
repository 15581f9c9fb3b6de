package io.anyfs.lifecycle;

import io.anyfs.lifecycle.DumpRequestException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks another process of the same user, in which a {@link DumpTrigger} is installed, for a dump. A process that did not
 * announce itself is never signalled.
 */
public final class DumpRequest {

    private static final long LOOK_EVERY_MILLIS = 20;

    private DumpRequest() {}

    /**
     * Asks, and waits for the answer.
     *
     * @param pid the process
     * @param patience how long to wait
     * @return the dump, which was begun after this call; the process keeps its newest ten
     * @throws DumpRequestException if there is none, with the reason
     */
    public static Path send(long pid, Duration patience) throws IOException {
        if (!isPosix()) {
            throw new DumpRequestException(
                    Reason.UNSUPPORTED, "only on POSIX systems can a process be asked for a dump, not on Windows");
        }
        if (pid == ProcessHandle.current().pid()) {
            throw new DumpRequestException(
                    Reason.UNSUPPORTED, "process " + pid + " is the one that asks; it can write a dump without");
        }
        ProcessHandle process = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() ->
                        new DumpRequestException(Reason.NO_SUCH_PROCESS, "there is no process with the number " + pid));
        Path directory = RunDirectory.ofProcess(pid);
        requireListening(process, directory);
        DumpName asked = DumpName.at(Instant.now());
        UrgentSignal.send(pid);
        return awaitAnswer(process, directory, asked, patience);
    }

    static boolean isPosix() {
        return File.separatorChar == '/';
    }

    private static void requireListening(ProcessHandle process, Path directory) throws IOException {
        try {
            RunDirectory.requireOurs(RunDirectory.ofUser());
            RunDirectory.requireOurs(directory);
            if (ProcessMarker.isOf(directory, process.pid())) {
                return;
            }
        } catch (NoSuchFileException absent) {
            // told below
        } catch (AccessDeniedException refused) {
            throw new DumpRequestException(Reason.NOT_PERMITTED, String.valueOf(refused.getMessage()), refused);
        }
        String ourselves = System.getProperty("user.name", "");
        Optional<String> user = process.info().user().filter(name -> !name.equals(ourselves));
        if (user.isPresent()) {
            throw new DumpRequestException(
                    Reason.NOT_PERMITTED,
                    "process " + process.pid() + " belongs to " + user.get() + "; ask it as that user");
        }
        throw new DumpRequestException(
                Reason.NOT_LISTENING,
                "process " + process.pid()
                        + " does not answer requests for dumps: it is no anyfs server, or one with another"
                        + " directory for temporary files (looked for " + directory + "; -D" + RunDirectory.PROPERTY
                        + "=DIRECTORY says another)");
    }

    private static Path awaitAnswer(ProcessHandle process, Path directory, DumpName asked, Duration patience)
            throws IOException {
        long begin = System.nanoTime();
        while (true) {
            // Asked before the look, so that an answer that a process gave just before its end is found.
            boolean alive = process.isAlive();
            for (Path answer : DumpName.answersIn(directory)) {
                if (!DumpName.of(answer).isBefore(asked)) {
                    return requireDump(process, answer);
                }
            }
            if (!alive) {
                throw new DumpRequestException(
                        Reason.NO_SUCH_PROCESS, "process " + process.pid() + " ended before it answered");
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new DumpRequestException(
                        Reason.TIMED_OUT,
                        "process " + process.pid() + " did not answer within " + DumpReport.age(patience)
                                + "; if it still does, the dump will be in " + directory);
            }
            pause();
        }
    }

    private static Path requireDump(ProcessHandle process, Path answer) throws IOException {
        if (DumpName.isFailure(answer)) {
            throw new DumpRequestException(
                    Reason.FAILED,
                    "process " + process.pid() + " could not write the dump: "
                            + DumpText.escape(Files.readString(answer)));
        }
        return answer;
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while waiting for a dump").initCause(interrupted);
        }
    }
}
