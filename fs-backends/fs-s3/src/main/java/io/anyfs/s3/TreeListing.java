package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.IOException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All entries below a directory, from flat pages of 1,000 objects; directories come from the slashes in the keys. */
final class TreeListing extends PagedListing implements TreeLevels.Visitor {

    private final TreeLevels levels;

    private TreeListing(FsPath directory, ObjectPages pages) {
        super(pages);
        this.levels = new TreeLevels(directory, pages.prefix(), this);
    }

    /** Reads the first page. */
    static TreeListing open(Storage storage, FsPath directory) throws IOException {
        TreeListing listing = new TreeListing(directory, storage.pages(directory, true));
        listing.readPage();
        return listing;
    }

    @Override
    public void entered(TreeLevels.Level directory) {
        add(ObjectFacts.implied(directory.path()));
    }

    @Override
    public void left(TreeLevels.Level directory, TreeLevels.Level above) {}

    @Override
    boolean read(ListObjectsV2Response page) throws IOException {
        for (S3Object object : page.contents()) {
            levels.goTo(object.key());
            if (!ObjectFacts.isMarker(object)) {
                add(ObjectFacts.file(levels.object(object.key()), object));
            }
        }
        return !page.contents().isEmpty();
    }
}
