package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.cache.writeback.WriteBackOptions.Acknowledge;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.subject.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage whose files wait for as long as nobody needs them there keeps the contract. */
@Tag("once")
class StagedContractTest extends FileSystemContract {

    @TempDir
    private Path directory;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new WriteBackBackend(new MemoryBackend(MemoryOptions.DEFAULT), options()));
    }

    WriteBackOptions options() {
        return WriteBackOptions.in(directory)
                .withAcknowledge(Acknowledge.STAGED)
                .withDelay(Duration.ofHours(1))
                .withParallel(2);
    }

    /** The record of every file is brought to stable storage. */
    @Override
    public int entries() {
        return 500;
    }

    @Override
    public int levels() {
        return 200;
    }

    /** A hole is uploaded as zeros. */
    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    /** Bytes without a record. */
    @Override
    public List<String> leftovers() throws IOException {
        return count(".bytes") == count(".record") ? List.of() : List.of(count(".bytes") + " files of bytes");
    }

    private long count(String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }

    @Test
    @Requires({Capability.WRITE, Capability.MOVE})
    @Override
    @Deviation("A file has an id when the storage has it.")
    public void a_moved_file_keeps_its_id_where_there_are_ids() throws IOException {
        fs().write("/f", "abc");
        assertNull(fs().stat("/f").fileId());
        fs().move("/f", "/g");
        String id = fs().stat("/g").fileId();
        fs().move("/g", "/h");
        assertEquals(id, fs().stat("/h").fileId());
    }
}
