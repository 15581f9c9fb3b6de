package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.subject.Requires;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A storage whose files are uploaded behind the back of every case keeps the contract. What of the facts is the storage's own changes
 * once, when the file is stored: those cases look when it is.
 */
class EagerContractTest extends StagedContractTest {

    private static final String EAGER =
            "Uploads run behind the back of the case, and what of the facts is the storage's own changes "
                    + "once, when the file is stored: looked at when it is.";

    private List<WriteBackBackend> opened = List.of();

    @Override
    protected FileSystem open() throws IOException {
        WriteBackBackend backend = new WriteBackBackend(
                new MemoryBackend(MemoryOptions.DEFAULT), options().withDelay(Duration.ZERO));
        opened = List.of(backend);
        return FileSystem.over(backend);
    }

    private void store() throws IOException {
        opened.get(0).flush();
    }

    @Test
    @Requires({Capability.WRITE, Capability.MOVE})
    @Override
    @Deviation(EAGER)
    public void a_moved_file_keeps_its_id_where_there_are_ids() throws IOException {
        fs().write("/f", "abc");
        store();
        String id = fs().stat("/f").fileId();
        fs().move("/f", "/g");
        assertEquals(id, fs().stat("/g").fileId());
    }

    @Test
    @Requires(Capability.WRITE)
    @Override
    @Deviation(EAGER)
    public void the_same_content_keeps_its_version() throws IOException {
        fs().write("/f", "old");
        store();
        String before = fs().stat("/f").version();
        fs().readBytes("/f");
        fs().write("/g", "other");
        assertEquals(before, fs().stat("/f").version());
    }

    @Test
    @Override
    @Deviation(EAGER)
    public void facts_do_not_change_by_looking() throws IOException {
        fs().write("/f", "abc");
        store();
        var first = fs().stat("/f");
        fs().entries("/");
        assertEquals(first, fs().stat("/f"));
    }

    @Test
    @Override
    @Deviation(EAGER)
    public void stat_and_lstat_say_the_same_of_what_is_no_link() throws IOException {
        fs().write("/f", "abc");
        fs().createDirectory("/d");
        store();
        assertEquals(fs().stat("/f"), fs().lstat(FsPath.of("/f")));
        assertEquals(fs().stat("/d"), fs().lstat(FsPath.of("/d")));
    }

    @Test
    @Override
    @Deviation(EAGER)
    public void an_open_file_tells_the_same_facts_as_stat() throws IOException {
        fs().write("/f", "abc");
        store();
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(fs().stat("/f"), in.info());
            assertEquals(3, in.size());
        }
    }

    @Test
    @Override
    @Deviation(EAGER)
    public void the_commit_tells_the_facts_that_stat_tells() throws IOException {
        FileInfo written = fs().write("/f", WriteOptions.createNew(), out -> out.write(new byte[] {1, 2, 3}));
        FileInfo stored = fs().stat("/f");
        assertEquals(FsPath.of("/f"), written.path());
        assertTrue(written.isFile());
        assertEquals(stored.size(), written.size());
        assertEquals(stored.lastModified(), written.lastModified());
        assertEquals(stored.posix(), written.posix());
    }

    @Test
    @Override
    @Deviation(EAGER)
    public void every_entry_equals_what_lstat_says_of_it() throws IOException {
        fs().createDirectory("/d");
        fs().write("/f", "abc");
        fs().write("/d/below", "abc");
        store();
        for (String directory : List.of("/", "/d")) {
            for (FileInfo entry : fs().entries(directory)) {
                assertEquals(fs().lstat(entry.path()), entry);
            }
        }
    }
}
