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
final class TreeListing implements BackendListing {

    private final ObjectPages pages;
    private final Deque<FileInfo> entries = new ArrayDeque<>();
    /** The directories that the last key is in, the innermost first: keys with a common prefix come together. */
    private final Deque<Level> levels = new ArrayDeque<>();

    private boolean isEmpty = true;

    private TreeListing(FsPath directory, ObjectPages pages) {
        this.pages = pages;
        levels.push(new Level(pages.prefix(), directory));
    }

    /** A directory, and what the keys below it begin with. */
    private static final class Level {
        private final String prefix;
        private final FsPath path;
        /** Names of objects in it that begin what comes next. */
        private final Deque<String> begun = new ArrayDeque<>();

        Level(String prefix, FsPath path) {
            this.prefix = prefix;
            this.path = path;
        }

        void entered(String rest) {
            while (!begun.isEmpty() && !rest.startsWith(begun.element())) {
                begun.remove();
            }
        }
    }

    /** Reads the first page. */
    static TreeListing open(Bucket bucket, FsPath directory, String prefix) throws IOException {
        TreeListing listing = new TreeListing(directory, new ObjectPages(bucket, prefix, true, directory));
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
        isEmpty &= page.contents().isEmpty();
        page.contents().forEach(this::add);
        return true;
    }

    private void add(S3Object object) {
        String key = object.key();
        while (!key.startsWith(levels.element().prefix)) {
            levels.remove();
        }
        for (int slash = key.indexOf('/', levels.element().prefix.length());
                slash >= 0;
                slash = key.indexOf('/', slash + 1)) {
            enter(key.substring(levels.element().prefix.length(), slash));
        }
        Level level = levels.element();
        String rest = key.substring(level.prefix.length());
        if (!rest.isEmpty() || object.size() > 0) {
            level.entered(rest);
            level.begun.push(rest);
            entries.add(ObjectFacts.file(level.path.child(Keys.name(rest)), object));
        }
    }

    private void enter(String part) {
        Level above = levels.element();
        above.entered(part + "/");
        boolean besideObject = !above.begun.isEmpty() && above.begun.element().equals(part);
        FsPath path = above.path.child(besideObject ? Keys.nameBesideObject(part) : Keys.name(part));
        levels.push(new Level(above.prefix + part + "/", path));
        entries.add(ObjectFacts.implied(path));
    }
}
