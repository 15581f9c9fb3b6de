package io.anyfs.tck.subject;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.Capabilities;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.function.Executable;

/** What every case has at hand. {@link io.anyfs.tck.FileSystemContract} provides it. */
public interface Subject {

    /** The filesystem under test, fresh and empty. */
    FileSystem fs();

    /**
     * The same storage, for what a case needs to be there before and looks at afterwards. It is {@link #fs()} itself, unless
     * that cannot write.
     */
    FileSystem given();

    /** Around which sizes to try, in bytes: the unit in which the storage cuts files, 2 or more. */
    int chunkSize();

    /** Whether a file with a hole of 5 GiB costs no 5 GiB, so that cases with such offsets are run. */
    boolean sparseFilesAreCheap();

    /** Whether that is so for a copy of such a file too: an append may be one. */
    boolean sparseCopiesAreCheap();

    /** What no failure may tell: passwords, keys, tokens that the storage was opened with. */
    List<String> secrets();

    /** What the storage holds besides the entries that it lists: temporary files, unfinished uploads. Must become empty. */
    List<String> leftovers() throws IOException;

    // ---------------------------------------------------------------- derived

    /** What the filesystem under test declares. */
    default Capabilities can() {
        return fs().capabilities();
    }

    /** The bytes of a size around the chunk. */
    default byte[] content(Size size) {
        return Content.bytes(size.bytes(chunkSize()));
    }

    /** The names in a directory, sorted. */
    default List<String> names(String directory) throws IOException {
        return List.copyOf(new TreeSet<>(
                fs().entries(directory).stream().map(FileInfo::name).toList()));
    }

    /** Fails unless the file, as the filesystem under test sees it, holds exactly these bytes. */
    default void assertContent(byte[] expected, String path) throws IOException {
        assertArrayEquals(expected, fs().readBytes(path), () -> "the content of " + path);
        assertEquals(expected.length, fs().stat(path).size(), () -> "the size of " + path);
    }

    /**
     * Fails unless the call is refused as the contract says: with this type, a message that names operation, path and
     * backend, no secret in it, and nothing in the storage changed.
     *
     * @return the failure, for more checks
     */
    default <T extends Exception> T refused(Class<T> type, Operation operation, String path, Executable call)
            throws IOException {
        Snapshot before = Snapshot.of(given());
        T failure = fails(type, operation, path, call);
        assertEquals(
                before, Snapshot.of(given()), () -> "a refused call has changed something: " + failure.getMessage());
        return failure;
    }

    /** As {@link #refused}, without a look at the whole storage. */
    default <T extends Exception> T fails(Class<T> type, Operation operation, String path, Executable call) {
        T failure = assertThrows(type, call, () -> operation + " of " + path + " must fail");
        Messages.assertTells(failure, operation, FsPath.of(path), fs().name());
        Messages.assertTellsNone(failure, secrets());
        return failure;
    }

    /** How many entries a directory has to hold. */
    default int entries() {
        return 10_000;
    }
}
