package io.anyfs.junit;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsUrl;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceLeakException;
import io.anyfs.mount.MountScript;
import io.anyfs.served.Served;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import io.anyfs.served.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A filesystem that was opened for a test, with its directory if it needed one. */
final class TestFileSystem {

    /** A client that has said goodbye is gone for the server a moment later. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final FileSystem fileSystem;
    private final @Nullable TemporaryDirectory directory;

    /** By protocol. That of a bucket owns the filesystem, all others are lent it. */
    private final Map<ServedProtocol, Served> servers = new EnumMap<>(ServedProtocol.class);

    private TestFileSystem(FileSystem fileSystem, @Nullable TemporaryDirectory directory) {
        this.fileSystem = fileSystem;
        this.directory = directory;
    }

    static TestFileSystem of(MountScript script) throws IOException {
        return new TestFileSystem(script.open(), null);
    }

    /** Served from the beginning, as a bucket has to be. */
    static TestFileSystem served(MountScript script, Set<ServedProtocol> protocols) throws IOException {
        Served served = Served.over(script, protocols);
        TestFileSystem opened = new TestFileSystem(served.fileSystem(), null);
        protocols.forEach(protocol -> opened.servers.put(protocol, served));
        return opened;
    }

    static TestFileSystem of(String url) throws IOException {
        if (!url.contains(InjectFs.TEMP)) {
            return new TestFileSystem(FileSystems.open(url), null);
        }
        TemporaryDirectory directory = TemporaryDirectory.create("anyfs-test");
        try {
            return new TestFileSystem(FileSystems.open(url.replace(InjectFs.TEMP, inUrl(directory.path()))), directory);
        } catch (IOException | RuntimeException | Error failure) {
            directory.close();
            throw failure;
        }
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    /** Where it is served, from now on if it was not yet. */
    ServedAddress address(ServedProtocol protocol) throws IOException {
        Served known = servers.get(protocol);
        if (known == null) {
            known = Served.of(fileSystem, Set.of(protocol));
            servers.put(protocol, known);
        }
        return known.address(protocol);
    }

    /** Waits for clients that have just gone; those that stay are told as left. */
    void awaitNoSessions() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (servers.values().stream().anyMatch(served -> !served.sessions().isEmpty())
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Ends the servers, and with them what clients have open. */
    void endServers() throws IOException {
        Iterator<Served> all = servers.values().iterator();
        while (all.hasNext()) {
            Served served = all.next();
            all.remove();
            served.close();
        }
    }

    /** What was opened through it and not closed. What another thread is just closing was not forgotten. */
    List<OpenResource> left() {
        return fileSystem.openResources().stream()
                .filter(open -> !open.closing())
                .toList();
    }

    /** Closes all that is left, which has been told, and deletes the directory. */
    void close() throws IOException {
        try {
            endServers();
        } finally {
            closeFileSystem();
        }
    }

    private void closeFileSystem() throws IOException {
        try {
            fileSystem.close();
        } catch (ResourceLeakException told) {
            // by left()
        } finally {
            if (directory != null) {
                directory.close();
            }
        }
    }

    /** Percent-encoded, for a {@link FsUrl} decodes. */
    private static String inUrl(Path directory) {
        return directory.toUri().getRawPath().replaceFirst("/$", "");
    }
}
