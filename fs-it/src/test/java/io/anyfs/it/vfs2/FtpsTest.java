package io.anyfs.it.vfs2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.ftp.FtpServerBuilder;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FTP over TLS, through Commons VFS: nothing goes in clear, and only to a server that proves itself. */
class FtpsTest {

    @TempDir
    Path directory;

    private String trusting(FtpServer server, String host, String more) {
        return url(server, host) + "?certificates=" + directory.resolve("tls.pem") + more;
    }

    private static String url(FtpServer server, String host) {
        return "vfs+ftps://alice:secret@" + host + ":" + server.address().getPort() + "/";
    }

    private FtpServer start(FileSystem files, BiFunction<FtpServerBuilder, TlsSettings, FtpServerBuilder> tls)
            throws IOException {
        TlsSettings settings = TlsSettings.of(SelfSignedIdentity.in(directory.resolve("tls.pem"), "localhost"));
        return tls.apply(FtpServer.builder(files).user("alice", "secret").port(0), settings.withClearRefused())
                .start();
    }

    private static void roundTrip(String url) throws IOException {
        byte[] bytes = Content.sealed(1_000_000, 1);
        try (FileSystem fs = FileSystems.open(url)) {
            fs.write("/d.bin", bytes);
            assertArrayEquals(bytes, fs.readBytes("/d.bin"));
            assertEquals(1, fs.entries("/").size());
        }
    }

    @Test
    void files_are_written_and_read_over_explicit_and_implicit_tls() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FtpServer explicit = start(files, FtpServerBuilder::tls);
                FtpServer implicit = start(files, FtpServerBuilder::implicitTls)) {
            roundTrip(trusting(explicit, "localhost", ""));
            roundTrip(trusting(implicit, "localhost", "&tls=implicit"));
        }
    }

    @Test
    void a_server_that_does_not_prove_itself_gets_no_password() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FtpServer server = start(files, FtpServerBuilder::tls)) {
            assertUntrusted(url(server, "localhost"));
        }
    }

    @Test
    void a_server_of_another_name_gets_no_password() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FtpServer server =
                        start(files, (builder, tls) -> builder.host("127.0.0.2").tls(tls))) {
            assertUntrusted(trusting(server, "127.0.0.2", ""));
        }
    }

    private static void assertUntrusted(String url) {
        IOException refusal = assertThrows(IOException.class, () -> FileSystems.open(url));
        assertTrue(refusal.getMessage().contains("certificate"), refusal.getMessage());
    }
}
