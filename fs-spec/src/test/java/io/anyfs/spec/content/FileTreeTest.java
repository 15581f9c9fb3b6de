package io.anyfs.spec.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {

    private static final Instant TIME = Instant.parse("2020-02-02T02:02:02Z");

    private final FileSystem fs = MemoryFileSystem.create();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    private void write(FileTree tree) throws IOException {
        tree.writeTo(fs, FsPath.ROOT);
    }

    private int mode(String path) throws IOException {
        return fs.stat(path).posix().mode();
    }

    @Test
    void files_directories_and_links_are_created_with_what_is_on_the_way() throws IOException {
        write(FileTree.EMPTY
                .file("/a/b/text", "grüße")
                .file("/bytes", new byte[] {0, -1})
                .directory("/empty")
                .link("/a/link", "b/text"));

        assertEquals("grüße", fs.readString("/a/b/text"));
        assertArrayEquals(new byte[] {0, -1}, fs.readBytes("/bytes"));
        assertTrue(fs.isDirectory(FsPath.of("/empty")));
        assertEquals("b/text", fs.readLink(FsPath.of("/a/link")));
    }

    @Test
    void times_and_modes_are_set_also_of_directories_that_are_filled_later() throws IOException {
        write(FileTree.EMPTY
                .with("/d", Entry.directory().modified(TIME).mode(0750))
                .with("/d/f", Entry.file("x").modified(TIME.plusSeconds(1)).mode(0600)));

        assertEquals(TIME, fs.stat("/d").lastModified());
        assertEquals(0750, mode("/d"));
        assertEquals(TIME.plusSeconds(1), fs.stat("/d/f").lastModified());
        assertEquals(0600, mode("/d/f"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 65_536, 65_537, 200_001})
    void bytes_by_chance_are_those_of_the_random_generator_of_the_jdk(long size) throws IOException {
        write(FileTree.EMPTY.file("/r", Content.random(size, 42)));

        byte[] expected = new byte[(int) size];
        new Random(42).nextBytes(expected);
        assertArrayEquals(expected, fs.readBytes("/r"));
    }

    @Test
    void what_is_there_is_replaced_and_directories_stay() throws IOException {
        fs.createDirectories("/d");
        fs.write("/d/kept", "kept");
        fs.write("/target", "kept");
        fs.createSymbolicLink(FsPath.of("/was-link"), "target");
        fs.write("/was-file", "old");

        write(FileTree.EMPTY.directory("/d").file("/was-link", "new").link("/was-file", "target"));

        assertEquals("kept", fs.readString("/d/kept"));
        assertEquals("kept", fs.readString("/target"));
        assertEquals("new", fs.readString("/was-link"));
        assertEquals("kept", fs.readString("/was-file"));
    }

    @Test
    void what_the_storage_cannot_keep_is_refused() throws IOException {
        FileTree tree = FileTree.EMPTY.link("/link", "nowhere");
        try (FileSystem readOnly = fs.readOnly()) {
            assertThrows(UnsupportedCapabilityException.class, () -> tree.writeTo(readOnly, FsPath.ROOT));
        }
    }

    @Test
    void a_directory_is_copied_with_times_modes_and_links() throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(directory.resolve("src/sub")).resolve("f"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-----"));
        Files.createSymbolicLink(directory.resolve("src/link"), Path.of("sub/f"));
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        Files.setLastModifiedTime(directory.resolve("src/sub"), FileTime.from(TIME));

        write(FileTree.EMPTY.copy("/copy", directory.resolve("src")).copy("/one", file));

        assertEquals("content", fs.readString("/copy/link"));
        assertEquals(TIME, fs.stat("/copy/sub/f").lastModified());
        assertEquals(TIME, fs.stat("/copy/sub").lastModified());
        assertEquals(0540, mode("/copy/sub/f"));
        assertEquals("content", fs.readString("/one"));
    }

    @Test
    void resources_are_copied_from_directories_of_the_class_path() throws IOException {
        write(FileTree.EMPTY
                .copy("/site", Source.resource("fixtures/site"))
                .file("/index", Content.from(Source.resource("/fixtures/site/index.html"))));

        assertEquals("<h1>hi</h1>\n", fs.readString("/site/index.html"));
        assertEquals("h1 {}\n", fs.readString("/site/css/main.css"));
        assertEquals("<h1>hi</h1>\n", fs.readString("/index"));
    }

    @Test
    void resources_are_copied_from_jars_of_the_class_path() throws IOException {
        Path jar = directory.resolve("fixtures.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            member(zip, "in-jar/", "");
            member(zip, "in-jar/a.txt", "a");
            member(zip, "in-jar/sub/b.txt", "b");
            member(zip, "in-jar-not/c.txt", "c");
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            write(FileTree.EMPTY
                    .copy("/tree", Source.resource("in-jar"))
                    .copy("/file", Source.resource("in-jar/a.txt")));
        } finally {
            thread.setContextClassLoader(before);
        }
        assertEquals("a", fs.readString("/tree/a.txt"));
        assertEquals("b", fs.readString("/tree/sub/b.txt"));
        assertEquals(2, fs.entries("/tree").size());
        assertEquals("a", fs.readString("/file"));
    }

    @Test
    void a_resource_that_is_not_there_is_named() {
        NoSuchFileException missing = assertThrows(
                NoSuchFileException.class, () -> write(FileTree.EMPTY.copy("/x", Source.resource("not/there"))));
        assertEquals("resource:not/there", missing.getFile());
    }

    @Test
    void what_cannot_be_read_to_its_end_is_not_published() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.setLevel(0);
            member(zip, "long", "x".repeat(300_000));
        }
        Path half = Files.write(directory.resolve("half.zip"), Arrays.copyOf(zipped.toByteArray(), 200_000));

        IOException damaged = assertThrows(IOException.class, () -> write(FileTree.EMPTY.zip("/", Source.file(half))));
        assertTrue(damaged.getMessage().startsWith(half + ": damaged"), damaged::getMessage);

        assertEquals(List.of(), fs.entries("/"));
    }

    @Test
    void a_zip_file_is_unpacked_with_times() throws IOException {
        Path archive = directory.resolve("a.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            member(zip, "d/", "");
            member(zip, "d/f.txt", "zipped");
        }

        write(FileTree.EMPTY.zip("/z", Source.file(archive)));

        assertEquals("zipped", fs.readString("/z/d/f.txt"));
        assertEquals(TIME, fs.stat("/z/d/f.txt").lastModified());
        assertEquals(TIME, fs.stat("/z/d").lastModified());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz", "tar.bz2"})
    void a_tar_file_is_unpacked_with_times_modes_and_links(String kind) throws IOException {
        Path archive = directory.resolve("a." + kind);
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(compressing(Files.newOutputStream(archive), kind))) {
            member(tar, new TarArchiveEntry("./d/"), "", 0755);
            member(tar, new TarArchiveEntry("./d/f.txt"), "tarred", 0640);
            TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
            link.setLinkName("d/f.txt");
            member(tar, link, "", 0777);
            TarArchiveEntry second = new TarArchiveEntry("second", TarConstants.LF_LINK);
            second.setLinkName("./d/f.txt");
            member(tar, second, "", 0640);
        }

        write(FileTree.EMPTY.tar("/", Source.file(archive)));

        assertEquals("tarred", fs.readString("/d/f.txt"));
        assertEquals(0640, mode("/d/f.txt"));
        assertEquals(TIME, fs.stat("/d/f.txt").lastModified());
        assertEquals("d/f.txt", fs.readLink(FsPath.of("/link")));
        assertEquals("tarred", fs.readString("/second"));
    }

    @Test
    void what_looks_like_a_tar_file_and_is_none_is_named() throws IOException {
        Path text = Files.writeString(directory.resolve("text.tar"), "no number of a header ".repeat(100));
        IOException failure = assertThrows(IOException.class, () -> write(FileTree.EMPTY.tar("/", Source.file(text))));
        assertTrue(failure.getMessage().startsWith(text + ": "), failure::getMessage);
    }

    @Test
    void a_member_that_leads_out_of_its_archive_is_refused() throws IOException {
        Path archive = directory.resolve("slip.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            member(zip, "../../slip", "x");
        }
        IOException refused =
                assertThrows(IOException.class, () -> write(FileTree.EMPTY.zip("/deep/er", Source.file(archive))));
        assertTrue(refused.getMessage().contains("../../slip"), refused.getMessage());
        assertFalse(fs.exists("/slip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void what_is_no_archive_is_told_so(String kind) throws IOException {
        Source source = Source.file(Files.writeString(directory.resolve("text"), "no archive at all"));
        FileTree tree = kind.equals("zip") ? FileTree.EMPTY.zip("/x", source) : FileTree.EMPTY.tar("/x", source);
        assertThrows(IOException.class, () -> write(tree));
    }

    @Test
    void a_spec_is_filled_within_its_wrappers_each_time_that_it_is_opened() throws IOException {
        Spec spec = Spec.of(SpecNode.mount()
                .at("/", SpecNode.storage("mem:"))
                .at("/ro", SpecNode.storage("mem:").wrap("readonly").files(FileTree.EMPTY.file("/a", "a")))
                .files(FileTree.EMPTY.file("/b", "b")));
        for (int i = 0; i < 2; i++) {
            try (FileSystem opened = Spec.parse(spec.toYaml()).open()) {
                assertEquals("a", opened.readString("/ro/a"));
                assertEquals("b", opened.readString("/b"));
                assertThrows(UnsupportedCapabilityException.class, () -> opened.write("/ro/a", "new"));
                opened.delete("/b");
            }
        }
    }

    private static OutputStream compressing(OutputStream out, String kind) throws IOException {
        return switch (kind) {
            case "tar.gz" -> new GZIPOutputStream(out);
            case "tar.bz2" -> new BZip2CompressorOutputStream(out);
            default -> out;
        };
    }

    private static void member(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(TIME));
        zip.putNextEntry(entry);
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)).transferTo(zip);
        zip.closeEntry();
    }

    private static void member(TarArchiveOutputStream tar, TarArchiveEntry entry, String text, int mode)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        entry.setSize(bytes.size());
        entry.setMode(mode);
        entry.setLastModifiedTime(FileTime.from(TIME));
        tar.putArchiveEntry(entry);
        bytes.writeTo(tar);
        tar.closeArchiveEntry();
    }
}
