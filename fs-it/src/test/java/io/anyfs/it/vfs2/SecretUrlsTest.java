package io.anyfs.it.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.vfs2.AnyfsFileSystemConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that knows of Commons VFS only encrypts what it writes, by another URL. */
class SecretUrlsTest {

    private static final String KEY = "value:" + "00".repeat(32);
    private static final String OTHER = "value:" + "11".repeat(32);

    private StandardFileSystemManager manager;

    @TempDir
    Path directory;

    @BeforeEach
    void open() throws IOException {
        manager = new StandardFileSystemManager();
        manager.init();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static void write(FileObject file) throws IOException {
        try (OutputStream out = file.getContent().getOutputStream()) {
            out.write("plain text".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String read(FileObject file) throws IOException {
        return file.getContent().getString(StandardCharsets.UTF_8);
    }

    @Test
    void a_key_is_not_shown_and_another_is_not_taken_for_it() throws IOException {
        String url = "anyfs:crypt+local:" + directory + "?crypt.key=";
        FileObject file = manager.resolveFile(url + KEY + "!/a.txt");
        write(file);
        String shown = file.getName().getURI();
        assertFalse(shown.contains("00000"), shown);
        assertEquals(shown, file.getPublicURIString());
        assertEquals("plain text", read(manager.resolveFile(shown)));
        FileSystemException other =
                assertThrows(FileSystemException.class, () -> manager.resolveFile(url + OTHER + "!/a.txt"));
        for (Throwable cause = other; cause != null; cause = cause.getCause()) {
            assertFalse(String.valueOf(cause.getMessage()).contains("11111"), cause.getMessage());
        }
        manager.closeFileSystem(file.getFileSystem());
        assertThrows(FileSystemException.class, () -> manager.resolveFile(shown));
        try (Stream<Path> stored = Files.walk(directory)) {
            for (Path each : stored.filter(Files::isRegularFile).toList()) {
                assertNotEquals("a.txt", each.getFileName().toString());
                assertFalse(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains("plain text"));
            }
        }
    }

    @Test
    void a_key_may_be_given_beside_the_url() throws IOException {
        String url = "anyfs:crypt+mem:!/";
        FileObject root = manager.resolveFile(url, with(KEY));
        write(root.resolveFile("a"));
        assertEquals("plain text", read(manager.resolveFile(url + "a", with(KEY))));
        assertSame(root.getFileSystem(), manager.resolveFile(url, with(KEY)).getFileSystem());
        assertNotSame(
                root.getFileSystem(), manager.resolveFile(url, with(OTHER)).getFileSystem());
        assertThrows(FileSystemException.class, () -> manager.resolveFile(url));
    }

    private static FileSystemOptions with(String key) {
        FileSystemOptions options = new FileSystemOptions();
        AnyfsFileSystemConfigBuilder.getInstance().setParameter(options, "crypt.key", key);
        return options;
    }
}
