package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LIST -R and NLST -R. */
@Tag("usually-once")
class TreeListingTest {

    @RegisterExtension
    final Served served = new Served();

    private void plant() throws IOException {
        served.fs().createDirectory(FsPath.of("/a"));
        served.fs().createDirectory(FsPath.of("/a/b c"));
        served.fs().write("/a/b c/deep", "1");
        served.fs().write("/top", "1");
        // In a circle, if it were followed.
        served.fs().createSymbolicLink(FsPath.of("/a/up"), "..");
    }

    @Test
    void LIST_R_tells_each_directory_under_its_name_and_follows_no_link() throws IOException {
        plant();
        try (WireClient client = served.login()) {
            String[] parts = client.downloadText("LIST -laR").split("\r\n\r\n", -1);
            assertEquals(3, parts.length);
            assertTrue(parts[0].startsWith(".:\r\n"), parts[0]);
            assertEquals(3, parts[0].lines().count());
            assertTrue(parts[1].startsWith("./a:\r\n"), parts[1]);
            assertTrue(parts[1].contains(" up -> .."), parts[1]);
            assertTrue(parts[2].matches("(?s)\\./a/b c:\r\n-rw.* deep\r\n"), parts[2]);
            assertTrue(client.downloadText("LIST -R /a").startsWith("/a:\r\n"));
        }
    }

    @Test
    void NLST_R_tells_paths_that_can_be_used_as_they_are() throws IOException {
        plant();
        try (WireClient client = served.login()) {
            List<String> names = client.downloadText("NLST -R").lines().sorted().toList();
            assertEquals(List.of("a", "a/b c", "a/b c/deep", "a/up", "top"), names);
            client.say("CWD a", 250);
            List<String> below = client.downloadText("NLST -R b c").lines().toList();
            assertEquals(List.of("b c/deep"), below);
            assertEquals("1", client.downloadText("RETR " + below.get(0)));
        }
    }

    @Test
    void flag_d_tells_the_directory_itself() throws IOException {
        plant();
        try (WireClient client = served.login()) {
            assertTrue(client.downloadText("LIST -ld a").matches("drwx.* a\r\n"));
            assertTrue(client.downloadText("LIST -d /").matches("drwx.* /\r\n"));
        }
    }

    /** Each directory holds more of them, without end. */
    private static final class EndlessTree extends ForwardingBackend {
        private final int width;

        EndlessTree(int width) {
            super(new MemoryBackend(MemoryOptions.DEFAULT));
            this.width = width;
        }

        @Override
        public BackendListing list(FsPath directory, ListOptions options) {
            return new BackendListing() {
                private int next;

                @Override
                public FileInfo next() {
                    return next == width
                            ? null
                            : FileInfo.of(directory.child("d" + next++), FileType.DIRECTORY, 0, Instant.EPOCH);
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void a_tree_without_end_ends_and_the_client_is_told_so() throws IOException {
        try (FileSystem fs = FileSystem.over(new EndlessTree(200));
                FtpServer server =
                        FtpServer.builder(fs).user("alice", "secret").port(0).start();
                WireClient client = WireClient.login(server);
                Socket data = client.passive()) {
            client.say("NLST -R", 150);
            String names = new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(client.expect(451).contains("too large"));
            long lines = names.lines().count();
            assertTrue(lines >= TreeListing.MAX_WAITING && lines <= TreeListing.MAX_ENTRIES, () -> lines + " lines");
            client.say("NOOP", 200);
        }
    }

    @Test
    void a_directory_that_vanished_meanwhile_is_left_out() throws IOException {
        FileSystem fs = FileSystem.over(new ForwardingBackend(new MemoryBackend(MemoryOptions.DEFAULT)) {
            @Override
            public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                if (directory.name().equals("gone")) {
                    throw new NoSuchFileException(directory.toString());
                }
                return super.list(directory, options);
            }
        });
        fs.createDirectory(FsPath.of("/gone"));
        fs.createDirectory(FsPath.of("/there"));
        fs.write("/there/deep", "1");
        try (fs;
                FtpServer server =
                        FtpServer.builder(fs).user("alice", "secret").port(0).start();
                WireClient client = WireClient.login(server);
                Socket data = client.passive()) {
            client.say("LIST -R", 150);
            String listing = new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("226 3 entries; 1 directories could not be read", client.expect(226));
            assertTrue(listing.contains("deep"));
            assertFalse(listing.contains("./gone:"));
        }
    }
}
