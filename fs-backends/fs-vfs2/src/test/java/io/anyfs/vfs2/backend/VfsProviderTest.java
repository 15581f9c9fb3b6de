package io.anyfs.vfs2.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.TransientStorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filesystems of Commons VFS are opened by URL, or handed in. */
class VfsProviderTest {

    @Test
    void what_comes_and_goes_is_written_and_gone(@TempDir Path directory) throws IOException {
        for (String url : List.of("vfs+ram:", "vfs+tmp:", "vfs:ram:///", "vfs+file:" + directory)) {
            try (FileSystem fs = FileSystems.open(url)) {
                fs.write("/f", "abc");
                assertEquals("abc", fs.readString("/f"));
            }
        }
        try (FileSystem fs = FileSystems.open("vfs+ram:")) {
            assertEquals(List.of(), fs.entries("/"));
        }
    }

    @Test
    void resources_of_the_class_path_are_read() throws IOException {
        try (FileSystem fs = FileSystems.open("vfs+res:META-INF/services")) {
            assertTrue(fs.exists("/"));
        }
    }

    @Test
    void a_place_on_a_server_is_located() {
        var located = FileSystems.locate(FsUrl.parse("vfs+sftp://alice@host:2222/srv/a%20b/f"));
        assertEquals(FsPath.of("/srv/a b/f"), located.path());
        assertEquals("vfs+sftp://alice@host:2222/", located.root().toString());
        assertEquals(
                "fault+vfs+sftp://host/srv?fault.rules=list@9=fail",
                FileSystems.locate(FsUrl.parse("fault+vfs+sftp://host/srv!/f?fault.rules=list@9=fail"))
                        .root()
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vfs:",
                "vfs:/srv",
                "vfs:nothing:/x",
                "vfs+sftp:/srv",
                "vfs+zip:",
                "vfs+zip://host/a.zip",
                "vfs+zip:/a.zip?create=true",
                "vfs+ram:?size=1",
                "vfs+ftp://host/?colour=red",
                "vfs+nothing:/x",
                "vfs+ftp://host/?timeout=soon"
            })
    void what_makes_no_sense_is_refused(String url) {
        assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url));
    }

    @Test
    void a_library_that_is_missing_is_named() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> FileSystems.open("vfs+hdfs://host/srv"));
        assertTrue(refusal.getMessage().contains("commons-vfs2-hdfs"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sftp", "ftp", "webdav", "http4", "http5"})
    void a_server_that_is_not_there_is_told_without_the_password(String scheme) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "vfs+" + scheme + "://alice:s3cr3t@127.0.0.1:" + port + "/srv?timeout=5s";
        IOException failure = assertThrows(IOException.class, () -> {
            try (FileSystem fs = FileSystems.open(url)) {
                fs.stat("/f");
            }
        });
        assertEquals(ErrorKind.TRANSIENT, ErrorKind.of(failure), failure.toString());
        assertTrue(failure instanceof TransientStorageException);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(String.valueOf(cause.getMessage()).contains("s3cr3t"), String.valueOf(cause.getMessage()));
        }
    }

    @Test
    void a_directory_that_is_handed_in_stays_open_and_is_never_stale(@TempDir Path directory) throws IOException {
        try (StandardFileSystemManager manager = new StandardFileSystemManager()) {
            manager.init();
            FileObject handed = manager.resolveFile(directory.toUri());
            FileObject file = handed.resolveFile("f");
            assertFalse(file.exists());
            try (FileSystem fs = VfsFileSystem.of(handed)) {
                assertFalse(fs.exists("/f"));
                Files.writeString(directory.resolve("f"), "abc");
                assertEquals("abc", fs.readString("/f"));
                assertEquals(1, fs.entries("/").size());
                Files.writeString(directory.resolve("f"), "longer");
                assertEquals(6, fs.stat("/f").size());
                fs.delete("/f");
                assertFalse(Files.exists(directory.resolve("f")));
            }
            assertTrue(handed.exists());
        }
    }

    @Test
    void links_of_this_machine_are_seen_and_not_followed(@TempDir Path directory) throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "abc");
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.createSymbolicLink(root.resolve("out"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        try (FileSystem fs = FileSystems.open("vfs+file:" + root)) {
            assertEquals(FileType.OTHER, fs.stat("/out").type());
            assertEquals(2, fs.entries("/").size());
            assertThrows(AccessDeniedException.class, () -> fs.readString("/out/secret"));
            assertThrows(AccessDeniedException.class, () -> fs.write("/out/new", "abc"));
            assertThrows(IOException.class, () -> fs.readString("/file"));
            assertThrows(IOException.class, () -> fs.write("/file", "abc"));
            fs.delete("/file");
        }
        assertEquals("abc", Files.readString(outside.resolve("secret")));
    }
}
