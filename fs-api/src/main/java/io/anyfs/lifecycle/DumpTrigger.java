package io.anyfs.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes this process answer requests for dumps: it writes one at each SIGURG ({@code kill -s URG PID}), which is also what
 * {@link DumpRequest}, and so {@code anyfs leaks --pid PID}, sends. The dumps are in {@link #directory}, which only this user
 * can enter; the newest ten are kept, also when the process has ended.
 *
 * <p>Needs a POSIX system, and the JDK's module {@code jdk.unsupported}. Costs nothing until somebody asks. May be installed
 * many times; the process answers until the last one is closed. Safe for use by many threads.
 */
public final class DumpTrigger implements Closeable {

    private static final System.Logger LOG = System.getLogger(DumpTrigger.class.getName());
    private static final int KEPT = 10;
    private static final Duration KEPT_AFTER_DEATH = Duration.ofDays(7);

    private static int installed;
    private static @Nullable Answering answering;

    private final Path directory;
    private boolean closed;

    private DumpTrigger(Path directory) {
        this.directory = directory;
    }

    /**
     * Begins to answer requests.
     *
     * @throws IOException if signals cannot be handled here, or the directory for dumps cannot be had or may be somebody
     *     else's; a server goes on without then, and says so
     */
    public static DumpTrigger install() throws IOException {
        synchronized (DumpTrigger.class) {
            Answering active = answering;
            if (active == null) {
                active = Answering.begin();
                answering = active;
            }
            installed++;
            return new DumpTrigger(active.directory);
        }
    }

    /** Where the dumps are. */
    public Path directory() {
        return directory;
    }

    /** Answers no more, unless the trigger is still installed by others. A second call does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (DumpTrigger.class) {
            if (closed) {
                return;
            }
            closed = true;
            Answering active = answering;
            if (--installed == 0 && active != null) {
                answering = null;
                active.end();
            }
        }
    }

    /** What there is once in a process. */
    private static final class Answering {
        private final Path directory;
        private final ProcessMarker marker;
        private final Runnable stopHandling;
        private final Thread atExit = new Thread(this::leave, "anyfs-dump-trigger-exit");

        private Answering(Path directory) throws IOException {
            this.directory = directory;
            // Whoever sees the marker may send the signal, so it must be handled before.
            AtomicInteger asked = new AtomicInteger();
            this.stopHandling = UrgentSignal.handle(() -> answer(asked));
            try {
                this.marker = ProcessMarker.put(directory);
            } catch (IOException | RuntimeException failure) {
                stopHandling.run();
                throw failure;
            }
            Runtime.getRuntime().addShutdownHook(atExit);
        }

        static Answering begin() throws IOException {
            if (!DumpRequest.isPosix()) {
                throw new IOException("only on POSIX systems can a process be asked for dumps");
            }
            Path user = RunDirectory.ofUser();
            RunDirectory.create(user);
            sweep(user);
            Path directory = RunDirectory.ofProcess(ProcessHandle.current().pid());
            if (ProcessMarker.isLive(directory)) {
                throw new IOException("a process with the same number, in another container, uses " + directory
                        + "; set another directory by -D" + RunDirectory.PROPERTY + "=DIRECTORY");
            }
            // What is there is of a process that had our number, and has ended.
            deleteTree(directory);
            RunDirectory.create(directory);
            return new Answering(directory);
        }

        void end() {
            stopHandling.run();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
                leave();
            } catch (IllegalStateException exiting) {
                // the hook does it
            }
        }

        private void leave() {
            try {
                marker.close();
                try (Stream<Path> dumps = Files.list(directory)) {
                    if (dumps.findAny().isPresent()) {
                        return;
                    }
                }
                Files.delete(directory);
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.DEBUG, "left behind: " + directory, failure);
            }
        }

        /** One dump at a time; whoever asks during one gets the next, which begins after the asking. */
        private void answer(AtomicInteger asked) {
            int answered = asked.incrementAndGet();
            if (answered > 1) {
                return;
            }
            do {
                write();
                answered = asked.addAndGet(-answered);
            } while (answered > 0);
        }

        private void write() {
            Path dump = DumpName.at(Instant.now()).dumpIn(directory);
            try {
                makeRoom();
                long written = ResourceDump.write(dump);
                LOG.log(System.Logger.Level.INFO, "wrote a dump of {0} open resources to {1}", written, dump);
            } catch (IOException | RuntimeException | Error failure) {
                LOG.log(System.Logger.Level.WARNING, "could not write a dump to " + dump, failure);
                tell(dump, failure);
            }
        }

        private void tell(Path dump, Throwable failure) {
            try {
                Path begun = dump.resolveSibling("failure.tmp");
                Files.writeString(begun, failure.toString());
                Files.move(begun, DumpName.of(dump).failureIn(directory), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException worse) {
                LOG.log(System.Logger.Level.DEBUG, "whoever asked will not know", worse);
            }
        }

        /** Before and not after: when the answer is there, the work is done. */
        private void makeRoom() throws IOException {
            List<Path> answers = DumpName.answersIn(directory);
            for (Path old : answers.subList(0, Math.max(0, answers.size() - KEPT + 1))) {
                Files.deleteIfExists(old);
            }
        }
    }

    /** Deletes what processes have left that ended long ago. */
    private static void sweep(Path user) {
        Instant old = Instant.now().minus(KEPT_AFTER_DEATH);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(user, name -> isNumber(name.getFileName()))) {
            for (Path process : processes) {
                if (Files.getLastModifiedTime(process).toInstant().isBefore(old) && !ProcessMarker.isLive(process)) {
                    deleteTree(process);
                }
            }
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.DEBUG, "could not tidy up " + user, failure);
        }
    }

    private static boolean isNumber(@Nullable Path name) {
        return name != null && name.toString().matches("[0-9]{1,19}");
    }

    /** Two levels at most; what is deeper is not ours and stays, with a failure. */
    private static void deleteTree(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(directory);
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
