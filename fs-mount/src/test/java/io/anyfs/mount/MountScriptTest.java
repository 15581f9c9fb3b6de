package io.anyfs.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.StorageFullException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecNode;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountScriptTest {

    private static final MountScript HELLO = MountScript.memory().file("/hello", "hello");

    @TempDir
    private Path directory;

    @Test
    void each_opening_is_fresh() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (FileSystem fs = HELLO.open()) {
                assertEquals("hello", fs.readString("/hello"));
                fs.delete("/hello");
            }
        }
    }

    @Test
    void the_same_is_described_in_java_and_in_yaml() throws IOException {
        MountScript java = MountScript.memory()
                .file("/a", "text")
                .random("/b", "1KiB", 7)
                .directory("/c")
                .link("/d", "a")
                .with("/e", Entry.file("old").modified(Instant.EPOCH).mode(0600))
                .mount("/ro", HELLO.readOnly())
                .failingAt(3, Operation.WRITE);
        MountScript yaml = MountScript.yaml("""
                anyfs: 1
                root:
                  mount:
                    /:
                      url: "mem:"
                      files:
                        /a: text
                        /b: {size: 1KiB, seed: 7}
                        /c/:
                        /d: {link: a}
                        /e: {text: old, modified: 1970-01-01T00:00:00Z, mode: "0600"}
                    /ro: {url: "mem:", files: {/hello: hello}, wrap: readonly}
                  wrap: [{fault: {rules: write@3=fail}}]
                """);
        assertEquals(yaml.toSpec(), java.toSpec());
        assertEquals(java.toSpec(), Spec.parse(java.toSpec().toYaml()));
    }

    @Test
    void a_file_of_a_spec_is_read_with_what_is_beside_it() throws IOException {
        Files.writeString(directory.resolve("beside.txt"), "beside");
        Path spec = Files.writeString(
                directory.resolve("tree.yaml"),
                "{anyfs: 1, root: {url: 'mem:', files: {/copied: {content: beside.txt}}}}");
        try (FileSystem fs = MountScript.read(spec).open()) {
            assertEquals("beside", fs.readString("/copied"));
        }
    }

    @Test
    void nothing_changes_in_one_that_is_read_only() throws IOException {
        try (FileSystem fs = HELLO.readOnly().file("/later", "also there").open()) {
            assertThrows(UnsupportedCapabilityException.class, () -> fs.write("/hello", "new"));
            assertEquals("also there", fs.readString("/later"));
        }
    }

    @Test
    void a_full_one_keeps_what_it_has_and_takes_nothing_more() throws IOException {
        try (FileSystem fs = HELLO.full().open()) {
            assertThrows(StorageFullException.class, () -> fs.write("/more", "x"));
            assertEquals("hello", fs.readString("/hello"));
            fs.createDirectory("/directory");
        }
    }

    @Test
    void one_with_a_capacity_is_full_after_so_many_bytes() throws IOException {
        try (FileSystem fs = HELLO.capacity("10").open()) {
            fs.write("/five", "12345");
            assertThrows(StorageFullException.class, () -> fs.write("/six", "6"));
        }
    }

    @Test
    void a_slow_one_waits_at_each_call_until_it_is_interrupted() throws IOException {
        try (FileSystem fs = HELLO.slow(Duration.ofHours(1)).open()) {
            Thread.currentThread().interrupt();
            IOException ended = assertThrows(IOException.class, () -> fs.exists("/hello"));
            assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(ended));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void the_nth_call_fails_and_content_does_not_count() throws IOException {
        try (FileSystem fs = HELLO.failingAt(2, Operation.OPEN_WRITE).open()) {
            fs.write("/1", "");
            assertThrows(FileSystemException.class, () -> fs.write("/2", ""));
            fs.write("/3", "");
        }
    }

    @Test
    void case_does_not_count_where_that_is_asked_for() throws IOException {
        try (FileSystem fs = HELLO.caseInsensitive().open()) {
            assertEquals("hello", fs.readString("/HELLO"));
        }
    }

    @Test
    void one_like_an_object_store_moves_links_and_changes_nothing() throws IOException {
        try (FileSystem fs = HELLO.objectStore().open()) {
            assertFalse(fs.capabilities().has(Capability.RANDOM_WRITE));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.move("/hello", "/moved"));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.createSymbolicLink(FsPath.of("/l"), "hello"));
            fs.write("/hello", "replaced");
        }
    }

    @Test
    void mounts_are_within_what_comes_later() throws IOException {
        MountScript script = MountScript.memory()
                .mount("/a", HELLO)
                .mount("/b", HELLO.readOnly())
                .files(FileTree.EMPTY.file("/a/filled", "x"))
                .caseInsensitive();
        try (FileSystem fs = script.open()) {
            assertEquals("hello", fs.readString("/A/Hello"));
            assertEquals("x", fs.readString("/a/filled"));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.write("/b/hello", "new"));
        }
    }

    @Test
    void two_definitions_of_one_name_are_refused() {
        Spec one = Spec.of(SpecNode.use("x")).define("x", SpecNode.storage("mem:"));
        Spec two = Spec.of(SpecNode.use("x")).define("x", SpecNode.storage("local:/"));
        MountScript script = MountScript.of(one).mount("/same", MountScript.of(one));
        assertThrows(IllegalArgumentException.class, () -> script.mount("/other", MountScript.of(two)));
    }
}
