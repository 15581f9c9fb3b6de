package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Subject;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Many entries, deep trees, large files. */
@Requires(Capability.WRITE)
public interface Large extends Subject {

    /** Behind what 32 bits can count. */
    long FAR = 5L << 30;

    @Test
    default void each_of_10000_entries_is_listed_once() throws IOException {
        given().createDirectory("/d");
        for (int i = 0; i < entries(); i++) {
            given().write("/d/entry-" + i, "");
        }
        Set<String> names = new HashSet<>();
        int listed = 0;
        try (DirectoryListing listing = fs().list("/d")) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                names.add(entry.name());
                listed++;
            }
        }
        assertEquals(entries(), listed);
        assertEquals(entries(), names.size());
        assertTrue(names.contains("entry-0") && names.contains("entry-" + (entries() - 1)));
        assertEquals(entries() + 1, TreeDelete.delete(fs(), FsPath.of("/d")));
    }

    /** How deep a tree has to work: 1000 levels, or as many as the system property {@code anyfs.tck.levels} says. */
    default int levels() {
        return Integer.getInteger("anyfs.tck.levels", 1000);
    }

    @Test
    default void a_deep_tree_works() throws IOException {
        String deepest = "/d".repeat(levels());
        fs().createDirectories(deepest);
        fs().write(deepest + "/f", "abc");
        assertEquals("abc", fs().readString(deepest + "/f"));
        assertEquals(List.of("f"), names(deepest));
        assertEquals(levels() + 1, TreeDelete.delete(fs(), FsPath.of("/d")));
    }

    @Test
    default void a_file_of_40_MiB_arrives_whole() throws IOException {
        int size = 40 << 20;
        fs().write("/f", WriteOptions.createNew().expecting(size), out -> {
            SplittableRandom random = new SplittableRandom(7);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 40; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        });
        assertEquals(size, fs().stat("/f").size());
        try (InputStream in = fs().newInputStream("/f")) {
            SplittableRandom random = new SplittableRandom(7);
            byte[] expected = new byte[1 << 20];
            for (int i = 0; i < 40; i++) {
                random.nextBytes(expected);
                assertArrayEquals(expected, in.readNBytes(expected.length));
            }
            assertEquals(-1, in.read());
        }
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void bytes_behind_5_GiB_are_written_and_read() throws IOException {
        assumeTrue(sparseFilesAreCheap(), "a hole of 5 GiB would cost 5 GiB");
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(new byte[] {1});
            out.write(ByteBuffer.wrap(new byte[] {2, 3}), FAR);
            assertEquals(FAR + 2, out.size());
        });
        assertEquals(FAR + 2, fs().stat("/f").size());
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(FAR + 2, in.size());
            assertArrayEquals(new byte[] {0, 2, 3}, read(in, FAR - 1, 3));
            assertArrayEquals(new byte[] {1, 0}, read(in, 0, 2));
            assertArrayEquals(new byte[5], read(in, (1L << 32) - 2, 5));
            assertEquals(-1, in.read(ByteBuffer.allocate(1), FAR + 2));
        }
    }

    @Test
    @Requires(Capability.TRUNCATE)
    default void a_file_is_extended_to_5_GiB_and_cut_again() throws IOException {
        assumeTrue(sparseFilesAreCheap(), "a hole of 5 GiB would cost 5 GiB");
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(new byte[] {1});
            out.truncate(FAR);
            assertEquals(FAR, out.size());
            out.truncate(2);
        });
        assertContent(new byte[] {1, 0}, "/f");
    }

    @Test
    @Requires({Capability.RANDOM_WRITE, Capability.APPEND})
    default void an_append_goes_behind_5_GiB() throws IOException {
        assumeTrue(sparseCopiesAreCheap(), "an append to 5 GiB would cost 5 GiB");
        fs().write("/f", WriteOptions.createNew(), out -> out.write(ByteBuffer.wrap(new byte[] {1}), FAR));
        fs().write("/f", WriteOptions.append(), out -> out.write(new byte[] {2}));
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(FAR + 2, in.size());
            assertArrayEquals(new byte[] {0, 1, 2}, read(in, FAR - 1, 3));
        }
    }

    private static byte[] read(ReadHandle handle, long position, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        handle.readFully(target, position);
        return target.array();
    }
}
