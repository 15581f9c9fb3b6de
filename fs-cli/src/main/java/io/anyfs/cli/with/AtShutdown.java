package io.anyfs.cli.with;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is torn down also if the JVM ends on its own account, as when the terminal is closed: then nobody waits for the command. */
final class AtShutdown implements AutoCloseable {

    private final Thread hook;
    private volatile @Nullable RunningProgram program;

    private AtShutdown(Closeable resource) {
        this.hook = new Thread(() -> end(resource), "anyfs-with-shutdown");
    }

    static AtShutdown close(Closeable resource) {
        AtShutdown teardown = new AtShutdown(resource);
        Runtime.getRuntime().addShutdownHook(teardown.hook);
        return teardown;
    }

    /** Ends a program before. */
    void endFirst(RunningProgram running) {
        program = running;
    }

    private void end(Closeable resource) {
        RunningProgram running = program;
        if (running != null) {
            running.end();
        }
        try {
            resource.close();
        } catch (IOException | RuntimeException lost) {
            // The process ends, and nobody is left to be told.
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // Then it tears down.
        }
    }
}
