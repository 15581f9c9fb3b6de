package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.Deviation;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import io.anyfs.tck.subject.Size;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compression over real files keeps the contract. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class CompressLocalContractTest extends FileSystemContract {

    @TempDir
    private Path root;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new CompressBackend(
                LocalBackend.open(root, LocalOptions.DEFAULT), CompressOptions.DEFAULT.withFrameSize(chunkSize())));
    }

    @Test
    @Override
    @Deviation("To open a file is to read its end, which sets the time of the last access.")
    public void an_open_file_tells_the_same_facts_as_stat() throws IOException {
        given().write("/f", content(Size.CHUNK_PLUS_ONE));
        try (ReadHandle in = fs().openRead("/f")) {
            FileInfo told = fs().stat("/f");
            FileInfo info = in.info();
            assertEquals(
                    told,
                    new FileInfo(
                            info.path(),
                            info.type(),
                            info.size(),
                            info.lastModified(),
                            info.created(),
                            told.lastAccess(),
                            info.version(),
                            info.fileId(),
                            info.posix()));
            assertEquals(told.size(), in.size());
        }
    }

    /** What is large is tried over memory. */
    @Override
    public int entries() {
        return 1000;
    }

    @Override
    public int levels() {
        return 200;
    }
}
