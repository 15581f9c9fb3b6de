package io.anyfs.mount.os;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a mount whether it answers. */
final class Probe {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What the C library says of ENOTCONN; the JDK hands on only the text. */
    private static final String NOT_CONNECTED = "not connected";

    private Probe() {}

    static MountedPlace.State of(Path path) {
        FutureTask<MountedPlace.State> asking = new FutureTask<>(() -> ask(path));
        // On a thread of its own: a call to a mount whose process hangs cannot be ended.
        Thread asker = new Thread(asking, "anyfs-mount-probe");
        asker.setDaemon(true);
        asker.start();
        try {
            return asking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return MountedPlace.State.SILENT;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return MountedPlace.State.SILENT;
        }
    }

    private static MountedPlace.State ask(Path path) {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return MountedPlace.State.SERVING;
        } catch (FileSystemException failure) {
            String reason = failure.getReason();
            return reason != null && reason.contains(NOT_CONNECTED)
                    ? MountedPlace.State.DEAD
                    : MountedPlace.State.SERVING;
        } catch (IOException answered) {
            return MountedPlace.State.SERVING;
        }
    }
}
