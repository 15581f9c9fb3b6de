package io.anyfs.it.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.ReadHandle;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A storage on a server leaves no connection behind when it is closed, though files were read half. */
class NothingLeftTest {

    private static final String LOGIN = "alice:secret@127.0.0.1:";

    @Test
    void a_closed_storage_has_no_session_on_an_sftp_server() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                SftpServer server = SftpServer.builder(files)
                        .user("alice", "secret")
                        .port(0)
                        .start()) {
            use("vfs+sftp://" + LOGIN + server.address().getPort() + "/?hostKeys=any");
            Eventually.holds(
                    "the session ends", () -> server.service().sessions().isEmpty());
        }
    }

    @Test
    void a_closed_storage_has_no_connection_to_an_ftp_server() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FtpServer server =
                        FtpServer.builder(files).user("alice", "secret").port(0).start()) {
            use("vfs+ftp://" + LOGIN + server.address().getPort());
            Eventually.holds("the connections end", () -> server.connections() == 0);
        }
    }

    private static void use(String url) throws IOException {
        FileSystem fs = FileSystems.open(url);
        fs.write("/large", Content.sealed(3_000_000, 1));
        ReadHandle one = fs.openRead("/large");
        ReadHandle another = fs.openRead("/large");
        one.readFully(ByteBuffer.allocate(1000), 0);
        another.readFully(ByteBuffer.allocate(1000), 2_000_000);
        assertEquals(1, fs.entries("/").size());
        fs.close();
        assertEquals(List.of(), fs.openResources());
    }
}
