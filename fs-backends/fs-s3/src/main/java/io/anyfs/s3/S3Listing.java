package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The entries of a directory as the store lists them, a page at a time. */
final class S3Listing implements BackendListing {

    private final FsPath directory;
    private final ObjectPages pages;
    private final Deque<FileInfo> entries = new ArrayDeque<>();
    /**
     * Names of objects that begin what comes next: a directory of the same name comes later, as S3 lists in the order of
     * UTF-8 and a slash is not the least character.
     */
    private final Deque<String> begun = new ArrayDeque<>();

    private boolean isEmpty = true;

    private S3Listing(FsPath directory, ObjectPages pages) {
        this.directory = directory;
        this.pages = pages;
    }

    /** Reads the first page. */
    static S3Listing open(Storage storage, FsPath directory) throws IOException {
        S3Listing listing = new S3Listing(directory, storage.pages(directory, false));
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

    private boolean readPage() throws IOException {
        ListObjectsV2Response page = pages.next();
        if (page == null) {
            return false;
        }
        List<Listed> listed =
                new ArrayList<>(page.contents().size() + page.commonPrefixes().size());
        for (S3Object object : page.contents()) {
            listed.add(new Listed(object.key().substring(pages.prefix().length()), object));
        }
        for (CommonPrefix prefix : page.commonPrefixes()) {
            listed.add(new Listed(prefix.prefix().substring(pages.prefix().length()), null));
        }
        isEmpty &= listed.isEmpty();
        listed.sort(Comparator.comparing(Listed::rest, KeyOrder.UTF_8));
        for (Listed entry : listed) {
            add(entry);
        }
        return true;
    }

    /** An object, or all that begins alike up to a slash; {@code rest} is what is behind the directory's own prefix. */
    private record Listed(String rest, @Nullable S3Object object) {}

    private void add(Listed listed) {
        String rest = listed.rest();
        while (!begun.isEmpty() && !rest.startsWith(begun.element())) {
            begun.remove();
        }
        S3Object object = listed.object();
        if (object == null) {
            String part = rest.substring(0, rest.length() - 1);
            boolean besideObject = !begun.isEmpty() && begun.element().equals(part);
            String name = besideObject ? Keys.nameBesideObject(part) : Keys.name(part);
            entries.add(ObjectFacts.implied(directory.child(name)));
        } else if (!ObjectFacts.isMarker(object)) {
            begun.push(rest);
            entries.add(ObjectFacts.file(directory.child(Keys.name(rest)), object));
        }
    }
}
