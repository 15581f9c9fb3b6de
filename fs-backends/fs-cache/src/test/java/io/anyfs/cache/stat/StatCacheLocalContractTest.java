package io.anyfs.cache.stat;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A storage with links whose facts are believed for an hour keeps the contract. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class StatCacheLocalContractTest extends FileSystemContract {

    @TempDir
    private Path root;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new StatCacheBackend(
                LocalBackend.open(root, LocalOptions.DEFAULT), StatCacheOptions.DEFAULT.withTtl(Duration.ofHours(1))));
    }

    /** An append reads what there is, holes too. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return Boolean.getBoolean("anyfs.thorough");
    }

    /** What is large is the storage's own affair, and tried there. */
    @Override
    public int entries() {
        return 1000;
    }

    @Override
    public int levels() {
        return 200;
    }
}
