package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.wire.SftpClientBackend;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** Client, SFTP server and storage together give what the model gives, whatever the random sequence. */
class SftpRandomSequencesTest extends RandomSequencesContract {

    private static final String USER = "alice";
    private static final String PASSWORD = "secret";

    private static @Nullable Site site;

    private record Site(FileSystem served, SftpServer server, SSHClient reader, SSHClient writer) {

        static Site open() throws IOException {
            FileSystem served = MemoryFileSystem.create();
            SftpServer server =
                    SftpServer.builder(served).user(USER, PASSWORD).port(0).start();
            int port = server.address().getPort();
            return new Site(
                    served,
                    server,
                    SshConnection.logIn("127.0.0.1", port, USER, PASSWORD),
                    SshConnection.logIn("127.0.0.1", port, USER, PASSWORD));
        }

        void close() throws IOException {
            reader.close();
            writer.close();
            server.close();
            served.close();
        }
    }

    @BeforeContainer
    static void startServerAndLogIn() throws IOException {
        site = Site.open();
    }

    @AfterContainer
    static void logOutAndStopServer() throws IOException {
        site.close();
    }

    @Override
    protected FileSystem open() throws IOException {
        TreeDelete.empty(site.served, FsPath.ROOT);
        return FileSystem.over(new SftpClientBackend(site.reader, site.writer));
    }

    /** The client tells what was wrong by walking the path itself, and takes {@code ..} by the letter. */
    @Override
    protected List<String> linkTargets() {
        return TARGETS_INSIDE;
    }
}
