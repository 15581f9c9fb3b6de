package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.vfs2.FileChangeEvent;
import org.apache.commons.vfs2.FileListener;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.Selectors;
import org.apache.commons.vfs2.impl.DefaultFileMonitor;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programs do that know of Commons VFS alone. */
class ProgramsTest {

    private StandardFileSystemManager manager;
    private FileSystem storage;

    @BeforeEach
    void open() throws IOException {
        manager = Managers.open();
        storage = MemoryFileSystem.create();
        VfsFileSystems.of(manager, storage, new FileSystemOptions(), "data");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void a_tree_is_the_same_after_a_copy_to_a_storage_and_back() throws IOException {
        FileObject source = manager.resolveFile("ram:/source");
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            FileObject file = source.resolveFile("d" + i % 4 + "/e" + i % 3 + "/file with %25 " + i);
            byte[] content = new byte[random.nextInt(300_000)];
            random.nextBytes(content);
            try (var out = file.getContent().getOutputStream()) {
                out.write(content);
            }
        }
        source.resolveFile("empty/folder").createFolder();
        FileObject there = manager.resolveFile("anyfs://data/tree");
        there.copyFrom(source, Selectors.SELECT_ALL);
        FileObject back = manager.resolveFile("ram:/back");
        back.copyFrom(there, Selectors.SELECT_ALL);
        assertEquals(hashes(source), hashes(there));
        assertEquals(hashes(source), hashes(back));
        assertEquals(0, storage.openResources().size());
    }

    private static Map<String, String> hashes(FileObject root) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (FileObject each : root.findFiles(Selectors.SELECT_ALL)) {
            String name = root.getName().getRelativeName(each.getName());
            hashes.put(
                    name, each.isFolder() ? "folder" : sha256(each.getContent().getByteArray()));
        }
        return hashes;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void a_zip_file_in_a_storage_is_a_filesystem_of_its_own() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("d/inner.txt"));
            zip.write("zipped".getBytes(StandardCharsets.UTF_8));
        }
        storage.write("/an archive!.zip", bytes.toByteArray());
        FileObject inner = manager.resolveFile("zip:anyfs://data/an%20archive%21.zip!/d/inner.txt");
        assertEquals("zipped", Managers.read(inner));
        assertEquals(inner, manager.resolveFile(inner.getName().getURI()));
        FileObject byItself = manager.createFileSystem(manager.resolveFile("anyfs://data/an%20archive%21.zip"));
        assertEquals("zipped", Managers.read(byItself.resolveFile("d/inner.txt")));
        assertTrue(inner.getName().getURI().startsWith("zip:anyfs://data/an%20archive%21.zip!/"));
    }

    @Test
    void a_zip_file_behind_a_url_is_found() throws IOException {
        FileObject zip = manager.resolveFile("anyfs:mem:!/a.zip");
        try (ZipOutputStream out = new ZipOutputStream(zip.getContent().getOutputStream())) {
            out.putNextEntry(new ZipEntry("inner.txt"));
            out.write("zipped".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("zipped", Managers.read(manager.resolveFile("zip:anyfs:mem:!/a.zip!/inner.txt")));
    }

    @Test
    void a_monitor_sees_what_others_change() throws IOException {
        storage.createDirectory("/watched");
        storage.write("/watched/old", "text");
        FsPath created = FsPath.of("/watched/new");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        DefaultFileMonitor monitor = new DefaultFileMonitor(new FileListener() {
            @Override
            public void fileCreated(FileChangeEvent event) {
                seen.add("created " + event.getFileObject().getName().getBaseName());
            }

            @Override
            public void fileDeleted(FileChangeEvent event) {
                seen.add("deleted " + event.getFileObject().getName().getBaseName());
            }

            @Override
            public void fileChanged(FileChangeEvent event) {
                seen.add("changed " + event.getFileObject().getName().getBaseName());
            }
        });
        monitor.setDelay(Duration.ofMillis(5));
        monitor.setRecursive(true);
        monitor.addFile(manager.resolveFile("anyfs://data/watched"));
        monitor.start();
        try {
            storage.write("/watched/new", "text");
            Eventually.holds("created", () -> seen.contains("created new"));
            // It says that there is a file before it notes the time of its last change.
            AtomicLong second = new AtomicLong();
            Eventually.holds("changed", () -> {
                storage.setAttributes(
                        created, AttributeChanges.lastModified(Instant.ofEpochSecond(second.incrementAndGet())));
                return seen.contains("changed new");
            });
            storage.delete(created);
            Eventually.holds("deleted", () -> seen.contains("deleted new"));
        } finally {
            monitor.stop();
        }
    }
}
