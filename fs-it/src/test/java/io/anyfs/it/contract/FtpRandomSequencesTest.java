package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.it.wire.FtpClientBackend;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Client, FTP server and storage together give what the model gives, whatever the random sequence. */
class FtpRandomSequencesTest extends RandomSequencesContract {

    private static final String USER = "alice";
    private static final String PASSWORD = "secret";

    private static @Nullable Site site;

    private record Site(FileSystem served, FtpServer server) {

        static Site open() throws IOException {
            FileSystem served = MemoryFileSystem.create();
            return new Site(
                    served,
                    FtpServer.builder(served).user(USER, PASSWORD).port(0).start());
        }

        void close() throws IOException {
            server.close();
            served.close();
        }
    }

    @BeforeContainer
    static void startServer() throws IOException {
        site = Site.open();
    }

    @AfterContainer
    static void stopServer() throws IOException {
        site.close();
    }

    @Override
    protected FileSystem open() throws IOException {
        TreeDelete.empty(site.served, FsPath.ROOT);
        return FileSystem.over(
                FtpClientBackend.logIn("127.0.0.1", site.server.address().getPort(), USER, PASSWORD));
    }
}
