package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** A listing that is read page by page: at its opening the first, and each other one when all before it is told. */
abstract class PagedListing implements BackendListing {

    private final ObjectPages pages;
    private final Deque<FileInfo> entries = new ArrayDeque<>();
    private boolean isEmpty = true;

    PagedListing(ObjectPages pages) {
        this.pages = pages;
    }

    /** Adds the entries of a page. Returns whether there was anything in it, and be it a marker. */
    abstract boolean read(ListObjectsV2Response page) throws IOException;

    final void add(FileInfo entry) {
        entries.add(entry);
    }

    /** Whether there was not even a marker. */
    final boolean isEmpty() {
        return isEmpty;
    }

    final boolean readPage() throws IOException {
        ListObjectsV2Response page = pages.next();
        if (page == null) {
            return false;
        }
        isEmpty &= !read(page);
        return true;
    }

    @Override
    public final @Nullable FileInfo next() throws IOException {
        while (entries.isEmpty()) {
            if (!readPage()) {
                return null;
            }
        }
        return entries.remove();
    }

    @Override
    public final void close() {
        entries.clear();
    }
}
