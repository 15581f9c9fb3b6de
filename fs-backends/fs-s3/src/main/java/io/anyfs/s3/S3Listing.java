package io.anyfs.s3;

import io.anyfs.FsPath;
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
final class S3Listing extends PagedListing {

    private final FsPath directory;
    private final String prefix;
    /**
     * Names of objects that begin what comes next: a directory of the same name comes later, as S3 lists in the order of
     * UTF-8 and a slash is not the least character.
     */
    private final Deque<String> begun = new ArrayDeque<>();

    private S3Listing(FsPath directory, ObjectPages pages) {
        super(pages);
        this.directory = directory;
        this.prefix = pages.prefix();
    }

    /** Reads the first page. */
    static S3Listing open(Storage storage, FsPath directory) throws IOException {
        S3Listing listing = new S3Listing(directory, storage.pages(directory, false));
        listing.readPage();
        return listing;
    }

    @Override
    boolean read(ListObjectsV2Response page) {
        List<Listed> listed =
                new ArrayList<>(page.contents().size() + page.commonPrefixes().size());
        for (S3Object object : page.contents()) {
            listed.add(new Listed(object.key().substring(prefix.length()), object));
        }
        for (CommonPrefix alike : page.commonPrefixes()) {
            listed.add(new Listed(alike.prefix().substring(prefix.length()), null));
        }
        listed.sort(Comparator.comparing(Listed::rest, KeyOrder.UTF_8));
        for (Listed entry : listed) {
            take(entry);
        }
        return !listed.isEmpty();
    }

    /** An object, or all that begins alike up to a slash; {@code rest} is what is behind the directory's own prefix. */
    private record Listed(String rest, @Nullable S3Object object) {}

    private void take(Listed listed) {
        String rest = listed.rest();
        while (!begun.isEmpty() && !rest.startsWith(begun.element())) {
            begun.remove();
        }
        S3Object object = listed.object();
        if (object == null) {
            String part = rest.substring(0, rest.length() - 1);
            boolean besideObject = !begun.isEmpty() && begun.element().equals(part);
            String name = besideObject ? Keys.nameBesideObject(part) : Keys.name(part);
            add(ObjectFacts.implied(directory.child(name)));
        } else if (!ObjectFacts.isMarker(object)) {
            begun.push(rest);
            add(ObjectFacts.file(directory.child(Keys.name(rest)), object));
        }
    }
}
