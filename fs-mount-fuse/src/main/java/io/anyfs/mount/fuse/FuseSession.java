package io.anyfs.mount.fuse;

import io.anyfs.BusyException;
import io.anyfs.FileSystem;
import io.anyfs.mount.os.OsMountOptions;
import io.anyfs.mount.os.OsMountSession;
import io.anyfs.mount.os.OsMounts;
import io.anyfs.mount.os.Unmounting;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.FuseBuilder;
import org.cryptomator.jfuse.api.FuseMountFailedException;

/** A mount by libfuse. */
final class FuseSession implements OsMountSession {

    private static final System.Logger LOG = System.getLogger(FuseSession.class.getName());
    private static final long RETRY_MILLIS = 20;

    private final Path directory;
    private final OsMountOptions options;
    private final OpenFiles open;
    private final Fuse fuse;
    private final Arena arena;
    private boolean closed;

    private FuseSession(Path directory, OsMountOptions options, OpenFiles open, Fuse fuse, Arena arena) {
        this.directory = directory;
        this.options = options;
        this.open = open;
        this.fuse = fuse;
        this.arena = arena;
    }

    static FuseSession open(FileSystem fs, Path directory, OsMountOptions options, Path library) throws IOException {
        MountPermission.require(directory, options);
        OpenFiles open = new OpenFiles(fs);
        FuseBuilder builder = Fuse.builder();
        builder.setLibraryPath(library.toString());
        Arena arena = Arena.ofShared();
        Fuse fuse = builder.build(FileOperations.of(fs, open, directory, options, library, arena));
        FuseSession session = new FuseSession(directory, options, open, fuse, arena);
        boolean mounted = false;
        try {
            NamelessCalls.guard(fuse, session.arena);
            fuse.mount("anyfs", directory, flags(fs, options));
            mounted = true;
            return session;
        } catch (FuseMountFailedException | IllegalArgumentException failure) {
            FileSystemException described = new FileSystemException(
                    directory.toString(),
                    null,
                    "libfuse cannot mount there, and may have said why on standard error: " + failure.getMessage());
            described.initCause(failure);
            throw described;
        } finally {
            if (!mounted) {
                session.close();
            }
        }
    }

    private static String[] flags(FileSystem fs, OsMountOptions options) {
        List<String> flags = new ArrayList<>();
        String source = options.source();
        option(flags, "fsname=" + escaped(source != null ? source : fs.name()));
        option(flags, "subtype=anyfs");
        String seconds = Double.toString(options.attributeTimeout().toNanos() / 1e9);
        option(flags, "attr_timeout=" + seconds);
        option(flags, "entry_timeout=" + seconds);
        option(flags, options.readOnly() ? "ro" : "rw");
        if (options.allowOther()) {
            option(flags, "allow_other");
            option(flags, "default_permissions");
        }
        switch (options.pageCache()) {
            case NONE -> {
                // Libfuse 3 has no option for it: each open tells.
            }
            case UNTIL_CHANGED -> option(flags, "auto_cache");
            case FOREVER -> option(flags, "kernel_cache");
        }
        if (options.unmountAfterCrash()) {
            option(flags, "auto_unmount");
        }
        return flags.toArray(String[]::new);
    }

    private static void option(List<String> flags, String option) {
        flags.add("-o");
        flags.add(option);
    }

    /** A comma would begin the next option. */
    private static String escaped(String source) {
        return source.replace("\\", "\\\\").replace(",", "\\,");
    }

    @Override
    public boolean isMounted() {
        try {
            return OsMounts.isMounted(directory);
        } catch (IOException unknown) {
            return true;
        }
    }

    @Override
    public void unmount() throws IOException {
        Unmounting.unmount(directory);
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        IOException failure = null;
        if (isMounted()) {
            try {
                end();
            } catch (IOException failed) {
                failure = failed;
            }
        }
        try {
            fuse.close();
            arena.close();
        } catch (TimeoutException stuck) {
            failure =
                    new FileSystemException(directory.toString(), null, "libfuse does not end: " + stuck.getMessage());
        }
        open.abort();
        if (failure != null) {
            throw failure;
        }
    }

    /** Unmounts, when programs have finished, or have had the time for it. */
    private void end() throws IOException {
        long deadline = System.nanoTime() + options.drain().toNanos();
        while (true) {
            try {
                Unmounting.unmount(directory);
                return;
            } catch (BusyException used) {
                if (System.nanoTime() >= deadline) {
                    LOG.log(System.Logger.Level.WARNING, directory + ": unmounted while programs use it");
                    Connection.abort(directory);
                    Unmounting.detach(directory);
                    return;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                deadline = System.nanoTime();
            }
        }
    }
}
