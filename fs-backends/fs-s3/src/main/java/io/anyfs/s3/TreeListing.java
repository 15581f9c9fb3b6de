package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All entries below a directory, from flat pages of 1,000 objects; directories come from the slashes in the keys. */
final class TreeListing implements BackendListing, TreeLevels.Visitor {

    private final ObjectPages pages;
    private final TreeLevels levels;
    private final Deque<FileInfo> entries = new ArrayDeque<>();
    private boolean isEmpty = true;

    private TreeListing(FsPath directory, ObjectPages pages) {
        this.pages = pages;
        this.levels = new TreeLevels(directory, pages.prefix(), this);
    }

    /** Reads the first page. */
    static TreeListing open(Storage storage, FsPath directory) throws IOException {
        TreeListing listing = new TreeListing(directory, storage.pages(directory, true));
        listing.readPage();
        return listing;
    }

    /** Whether there was not even a marker. */
    boolean isEmpty() {
        return isEmpty;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        while (entries.isEmpty()) {
            if (!readPage()) {
                return null;
            }
        }
        return entries.remove();
    }

    @Override
    public void close() {
        entries.clear();
    }

    @Override
    public void entered(TreeLevels.Level directory) {
        entries.add(ObjectFacts.implied(directory.path()));
    }

    @Override
    public void left(TreeLevels.Level directory, TreeLevels.Level above) {}

    private boolean readPage() throws IOException {
        ListObjectsV2Response page = pages.next();
        if (page == null) {
            return false;
        }
        isEmpty &= page.contents().isEmpty();
        for (S3Object object : page.contents()) {
            levels.goTo(object.key());
            if (!ObjectFacts.isMarker(object)) {
                entries.add(ObjectFacts.file(levels.object(object.key()), object));
            }
        }
        return true;
    }
}
