package io.anyfs.mount.os;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A filesystem mounted into the operating system. Any program can use it by its path until it is unmounted.
 *
 * <pre>{@code
 * try (OsMount mount = OsMount.mount(fs, Path.of("/mnt/bucket"))) {
 *     mount.awaitUnmount();
 * }
 * }</pre>
 *
 * <p>What it refuses: to mount over a directory that is not empty or is a mount already; to unmount by {@link #unmount} while a
 * program uses the mount. It is unmounted when this is closed, when the filesystem is closed, when the process ends by itself or
 * by a signal; after a kill the next mount at the same path cleans up, or {@link OsMounts#clean}.
 *
 * <p>The filesystem stays the caller's. A thread of this process must not map a file of the mount into memory: while it waits for
 * the bytes, the JVM that has to bring them may wait for it.
 *
 * <p>Safe for use by many threads.
 */
public final class OsMount implements Closeable {

    private static final long LOOK_EVERY_MILLIS = 200;

    private final Path path;
    private final OsMountSession session;
    private final ResourceNode node;

    private OsMount(Path path, OsMountSession session, ResourceNode node) {
        this.path = path;
        this.session = session;
        this.node = node;
    }

    /** Mounts with {@link OsMountOptions#DEFAULT}. */
    public static OsMount mount(FileSystem fileSystem, Path directory) throws IOException {
        return mount(fileSystem, directory, OsMountOptions.DEFAULT);
    }

    /**
     * Mounts. Returns when the mount answers. What a process that was killed left at this place is cleaned up before.
     *
     * @param fileSystem what to mount; stays the caller's
     * @param directory where: an empty directory
     * @throws MountUnavailableException if this machine or this JVM cannot mount
     * @throws java.nio.file.NoSuchFileException if the directory is missing
     * @throws java.nio.file.NotDirectoryException if something else is there
     * @throws java.nio.file.DirectoryNotEmptyException if it holds anything
     * @throws java.nio.file.FileAlreadyExistsException if it is a mount already
     * @throws java.nio.file.AccessDeniedException if this user may not mount there, or not for others
     */
    public static OsMount mount(FileSystem fileSystem, Path directory, OsMountOptions options) throws IOException {
        OsMountProvider provider = Providers.usable();
        Path path = MountPoint.require(directory);
        FileSystem borrowed = fileSystem.borrow("mount at " + path);
        Session open = null;
        try {
            open = new Session(provider.mount(borrowed, path, options), borrowed);
            ResourceNode node = fileSystem.node().open(ResourceKind.OTHER, "mount at " + path, open);
            if (node == null) {
                throw new ClosedFileSystemException();
            }
            open.closeAtExit(node);
            return new OsMount(path, open.session(), node);
        } catch (IOException | RuntimeException | Error failure) {
            try {
                Closeable undone = open != null ? open : borrowed;
                undone.close();
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
    }

    /** Where it is mounted: a real path. */
    public Path path() {
        return path;
    }

    /** Whether it still is: anybody may unmount it, by {@code fusermount3 -u} say. */
    public boolean isMounted() {
        return !node.isClosed() && session.isMounted();
    }

    /**
     * Unmounts, if no program uses the mount.
     *
     * @throws io.anyfs.BusyException if one does; the mount stays
     */
    public void unmount() throws IOException {
        session.unmount();
        node.close();
    }

    /** Waits until the mount is gone, whoever unmounts it. */
    public void awaitUnmount() throws InterruptedException {
        while (isMounted()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /**
     * Unmounts. Waits for programs that use the mount for as long as {@link OsMountOptions#drain} says; after that their calls
     * fail, and what they had not closed is not published where the storage publishes whole files. A second call does nothing.
     */
    @Override
    public void close() throws IOException {
        node.close();
    }

    @Override
    public String toString() {
        return "mount at " + path;
    }

    /** What the ownership tree holds: everything but the mount itself. */
    private static final class Session implements Closeable {
        private final OsMountSession session;
        private final FileSystem borrowed;
        private volatile Thread atExit = new Thread(() -> {});

        Session(OsMountSession session, FileSystem borrowed) {
            this.session = session;
            this.borrowed = borrowed;
        }

        OsMountSession session() {
            return session;
        }

        /** A JVM that ends takes the mount with it. */
        void closeAtExit(ResourceNode node) {
            Thread hook = new Thread(
                    () -> {
                        try {
                            node.close();
                        } catch (IOException failure) {
                            System.getLogger(OsMount.class.getName())
                                    .log(System.Logger.Level.WARNING, "unmounting at exit: " + failure);
                        }
                    },
                    "anyfs-unmount");
            atExit = hook;
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException ending) {
                throw new ClosedFileSystemException();
            }
        }

        @Override
        public void close() throws IOException {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException ending) {
                // This is the hook, or it runs beside it and finds nothing left to do.
            }
            try {
                session.close();
            } finally {
                borrowed.close();
            }
        }
    }
}
