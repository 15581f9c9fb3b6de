package io.anyfs.nio.backend;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A zip file keeps the contract while it is open. */
@InBrief({Reading.class, Replacing.class, Appending.class, Listing.class, Names.class})
@Tag("usually-once")
class ZipContractTest extends FileSystemContract {

    @TempDir
    Path directory;

    private java.nio.file.FileSystem nio;

    @Override
    protected FileSystem open() throws IOException {
        URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
        nio = FileSystems.newFileSystem(zip, Map.of("create", "true"));
        return NioFileSystem.owning(nio);
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 500;
    }

    @Override
    public int levels() {
        return 100;
    }

    @Override
    public List<String> leftovers() throws IOException {
        return nio.isOpen() ? UnfinishedFiles.below(nio.getPath("/")) : List.of();
    }
}
