package io.anyfs.junit;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.mount.TreeText;
import io.anyfs.tree.CopyLinks;
import io.anyfs.tree.Mirror;
import io.anyfs.tree.OnFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Shows what was in the filesystems of a test that failed, and keeps it where that is asked for. The filesystem may be one that fails or
 * waits on purpose, so the report has only so much time.
 *
 * @param failure of the test
 * @param keep the directory of this machine to copy the trees to; {@code null} to keep none
 */
record FailureReport(Throwable failure, @Nullable Path keep) {

    private static final int MOST_SHOWN = 200;
    private static final long SECONDS_TO_SHOW = 3;
    private static final long SECONDS_TO_KEEP = 30;

    void add(Wanted what, FileSystem fs, int number) {
        String shown = within(SECONDS_TO_SHOW, () -> TreeText.of(fs, MOST_SHOWN));
        String kept = "";
        if (keep != null) {
            Path directory = keep.resolve(Integer.toString(number));
            kept = "\n" + within(SECONDS_TO_KEEP, () -> copy(fs, directory));
        }
        failure.addSuppressed(new TreeAtFailure(what + " (" + fs.name() + ") at the end of the test", shown + kept));
    }

    private static String copy(FileSystem fs, Path directory) throws IOException {
        Files.createDirectories(directory);
        try (FileSystem local = LocalFileSystem.open(directory.toAbsolutePath())) {
            Mirror.of(fs, FsPath.ROOT, local, FsPath.ROOT)
                    .links(CopyLinks.KEEP_OR_SKIP)
                    .onFailure(OnFailure.SKIP)
                    .run();
        }
        return "kept in " + directory.toAbsolutePath();
    }

    private static String within(long seconds, Callable<String> work) {
        FutureTask<String> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "anyfs-failure-report");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            return "(not within " + seconds + " s)";
        } catch (ExecutionException failed) {
            return "(cannot be read: " + failed.getCause() + ")";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "(interrupted)";
        } finally {
            task.cancel(true);
        }
    }
}
