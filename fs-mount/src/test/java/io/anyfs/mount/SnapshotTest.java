package io.anyfs.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

    private static final Instant TIME = Instant.parse("2021-03-04T05:06:07Z");

    private static final FileTree TREE = FileTree.EMPTY
            .with("/d", Entry.directory().modified(TIME).mode(0750))
            .with("/d/f", Entry.file("content").modified(TIME.plusSeconds(1)).mode(0640))
            .with("/same", Entry.file("same").modified(TIME))
            .random("/big", "300KiB", 1)
            .directory("/empty")
            .link("/link", "d/f");

    @TempDir
    private Path directory;

    private FileSystem open(String storage) throws IOException {
        return FileSystems.open(storage.equals("mem") ? "mem:" : "local:" + directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "local"})
    void everything_comes_back_whatever_happened(String storage) throws IOException {
        try (FileSystem fs = open(storage)) {
            TREE.writeTo(fs, FsPath.ROOT);
            try (Snapshot before = Snapshot.of(fs)) {
                assertEquals(Set.of(), before.notRestored());
                fs.write("/d/f", "changed");
                fs.write("/d/new", "new");
                fs.setAttributes(FsPath.of("/same"), AttributeChanges.mode(0600).withLastModified(Instant.EPOCH));
                fs.write("/big", "small");
                fs.delete("/empty");
                fs.write("/empty", "a file");
                fs.delete("/link");
                fs.createDirectory("/link");
                fs.write("/link/x", "x");

                assertThrows(AssertionError.class, () -> TreeAssert.that(fs).isSameAs(before));
                before.restore();

                TreeAssert.that(fs).times().modes().isSameAs(before);
                TreeAssert.that(fs).times().modes().isSameAs(TREE);
                assertEquals(TIME, fs.stat("/d").lastModified());

                TreeDelete.empty(fs, FsPath.ROOT);
                before.restore();
                TreeAssert.that(fs).times().modes().isSameAs(TREE);
                assertEquals(TIME, fs.stat("/d").lastModified());
            }
        }
    }

    @Test
    void a_part_is_restored_and_what_is_beside_it_stays() throws IOException {
        try (FileSystem fs = open("mem")) {
            TREE.writeTo(fs, FsPath.of("/part"));
            try (Snapshot before = Snapshot.of(fs, "/part")) {
                fs.write("/beside", "beside");
                TreeDelete.empty(fs, FsPath.of("/part"));
                before.restore();
            }
            TreeAssert.that(fs, "/part").times().modes().isSameAs(TREE);
            assertEquals("beside", fs.readString("/beside"));
        }
    }

    @Test
    void what_cannot_be_brought_back_is_told() throws IOException {
        try (FileSystem fs = MountScript.memory().file("/a", "a").objectStore().open();
                Snapshot before = Snapshot.of(fs)) {
            assertEquals(
                    Set.of(Capability.SET_LAST_MODIFIED, Capability.SET_MODE, Capability.SYMBOLIC_LINKS),
                    before.notRestored());
            fs.write("/a", "b");
            before.restore();
            assertEquals("a", fs.readString("/a"));
        }
    }
}
