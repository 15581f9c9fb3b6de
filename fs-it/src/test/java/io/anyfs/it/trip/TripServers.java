package io.anyfs.it.trip;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.client.Program;
import io.anyfs.it.vfs2.Apache;
import io.anyfs.it.wire.FtpClientBackend;
import io.anyfs.it.wire.SftpClientBackend;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.mount.os.OsMount;
import io.anyfs.vfs2.AnyfsFileProvider;
import io.anyfs.vfs2.VfsFileSystems;
import io.anyfs.vfs2.backend.VfsFileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import net.schmizz.sshj.SSHClient;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;

/** What stands between a storage and its files: servers, clients and mounts, each over a new memory. */
final class TripServers implements Closeable {

    private static final String USER = "alice";
    private static final String PASSWORD = "secret";
    private static final String LOGIN = USER + ":" + PASSWORD + "@127.0.0.1:";
    private static final int OLDEST_JAVA_THAT_MOUNTS = 22;

    private final Deque<Closeable> started = new ArrayDeque<>();

    private <T extends Closeable> T closing(T one) {
        started.push(one);
        return one;
    }

    /** As on a user's machine: where {@code CI=true} each has to be there, and what is missing fails when it is opened. */
    static boolean mounts() {
        return Runtime.version().feature() >= OLDEST_JAVA_THAT_MOUNTS
                && (isNeeded() || (Program.isInstalled("fusermount3") && Files.isWritable(Path.of("/dev/fuse"))));
    }

    static boolean hasApache() {
        return isNeeded() || Program.isInstalled("apache2");
    }

    private static boolean isNeeded() {
        return "true".equals(System.getenv("CI"));
    }

    static FileSystem mount(Path own, TripServers servers) throws IOException {
        FileSystem memory = servers.closing(MemoryFileSystem.create());
        OsMount mount = servers.closing(OsMount.mount(memory, own));
        return FileSystems.open("local:" + mount.path());
    }

    private SftpServer sftpServer() throws IOException {
        FileSystem memory = closing(MemoryFileSystem.create());
        return closing(SftpServer.builder(memory).user(USER, PASSWORD).port(0).start());
    }

    private FtpServer ftpServer() throws IOException {
        FileSystem memory = closing(MemoryFileSystem.create());
        return closing(FtpServer.builder(memory).user(USER, PASSWORD).port(0).start());
    }

    static FileSystem sftp(Path own, TripServers servers) throws IOException {
        int port = servers.sftpServer().address().getPort();
        SSHClient reader = servers.closing(SshConnection.logIn("127.0.0.1", port, USER, PASSWORD));
        SSHClient writer = servers.closing(SshConnection.logIn("127.0.0.1", port, USER, PASSWORD));
        return FileSystem.over(new SftpClientBackend(reader, writer, true));
    }

    static FileSystem ftp(Path own, TripServers servers) throws IOException {
        int port = servers.ftpServer().address().getPort();
        return FileSystem.over(FtpClientBackend.logIn("127.0.0.1", port, USER, PASSWORD));
    }

    /** Through the adapter of a storage to Commons VFS, and back. */
    static FileSystem vfs(Path own, TripServers servers) throws IOException {
        DefaultFileSystemManager manager = new DefaultFileSystemManager();
        servers.started.push(manager::close);
        manager.addProvider("anyfs", new AnyfsFileProvider());
        manager.init();
        return VfsFileSystem.of(VfsFileSystems.of(manager, MemoryFileSystem.create()));
    }

    static FileSystem vfsSftp(Path own, TripServers servers) throws IOException {
        return FileSystems.open(
                "vfs+sftp://" + LOGIN + servers.sftpServer().address().getPort() + "/?hostKeys=any");
    }

    static FileSystem vfsFtp(Path own, TripServers servers) throws IOException {
        return FileSystems.open(
                "vfs+ftp://" + LOGIN + servers.ftpServer().address().getPort() + "/");
    }

    static FileSystem vfsWebdav(Path own, TripServers servers) throws IOException {
        // It serves as another user.
        Files.setPosixFilePermissions(
                Objects.requireNonNull(own.getParent()), PosixFilePermissions.fromString("rwxrwxrwx"));
        Apache apache = servers.closing(Apache.start(own, USER, PASSWORD));
        return FileSystems.open("vfs+webdav://" + LOGIN + apache.port() + "/");
    }

    /** Those that were started last first; all are tried. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (IOException next) {
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
