package io.anyfs.it.vfs2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.ReadHandle;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on an HTTP server are read, and nothing is said that is not known. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpTest {

    private static final String USER = "alice";
    private static final String PASSWORD = "correct-horse-battery-staple";

    @TempDir
    static Path directory;

    private Apache apache;
    private byte[] large;

    @BeforeAll
    void startServer() throws IOException {
        apache = Apache.start(directory, USER, PASSWORD);
        large = Content.sealed(3_000_000, 1);
        Files.write(apache.served().resolve("large"), large);
        Files.writeString(apache.served().resolve("a b%41#?.txt"), "abc");
        Files.writeString(apache.served().resolve("empty"), "");
    }

    @AfterAll
    void stopServer() {
        if (apache != null) {
            apache.close();
        }
    }

    private String url(String scheme, String password) {
        return "vfs+" + scheme + "://" + USER + ":" + password + "@127.0.0.1:" + apache.port() + "/";
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http4", "http5"})
    void files_are_read_at_any_place(String scheme) throws IOException {
        try (FileSystem fs = FileSystems.open(url(scheme, PASSWORD));
                ReadHandle handle = fs.openRead("/large")) {
            assertEquals("abc", fs.readString("/a b%41#?.txt"));
            assertEquals(0, fs.stat("/empty").size());
            assertEquals(large.length, fs.stat("/large").size());
            for (int position : new int[] {2_900_000, 0, 1_500_000, 1_500_100, 10}) {
                ByteBuffer bytes = ByteBuffer.allocate(100);
                handle.readFully(bytes, position);
                byte[] read = new byte[100];
                bytes.flip().get(read);
                assertArrayEquals(Arrays.copyOfRange(large, position, position + 100), read);
            }
            assertThrows(NoSuchFileException.class, () -> fs.stat("/no"));
            assertFalse(fs.exists("/no"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http4"})
    void what_http_cannot_do_is_refused(String scheme) throws IOException {
        try (FileSystem fs = FileSystems.open(url(scheme, PASSWORD))) {
            IOException refusal = assertThrows(IOException.class, () -> fs.entries("/"));
            assertTrue(refusal.getMessage().contains("cannot list"), refusal.getMessage());
            assertThrows(UnsupportedCapabilityException.class, () -> fs.write("/new", "abc"));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.delete("/empty"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http4", "webdav"})
    void a_wrong_password_is_access_denied_and_not_told(String scheme) {
        IOException failure = assertThrows(IOException.class, () -> {
            try (FileSystem fs = FileSystems.open(url(scheme, "another-secret"))) {
                fs.stat("/large");
            }
        });
        assertEquals(ErrorKind.ACCESS_DENIED, ErrorKind.of(failure), failure.toString());
        assertTrue(failure instanceof AccessDeniedException);
        assertFalse(failure.toString().contains("another-secret"), failure.toString());
    }
}
