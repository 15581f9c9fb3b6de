package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.s3.OddKey.Reason;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks for keys that paths can only reach by escapes, which other tools have left in a bucket. Changes nothing. */
public final class S3OddKeys {

    private final TreeLevels levels;

    private S3OddKeys(Keys keys) throws IOException {
        this.levels = new TreeLevels(FsPath.ROOT, keys.directory(FsPath.ROOT), new NobodyCares());
    }

    /**
     * Looks at all keys below the prefix of the options, a request for 1,000 of them, and tells of the odd ones in their order.
     *
     * @return how many keys there are, odd or not
     * @throws java.nio.file.NoSuchFileException if there is no such bucket
     */
    public static long find(S3Options options, Consumer<OddKey> found) throws IOException {
        return Storage.with(options, storage -> find(storage, found));
    }

    private static long find(Storage storage, Consumer<OddKey> found) throws IOException {
        S3OddKeys oddKeys = in(storage.keys());
        long count = 0;
        ObjectPages pages = storage.pages(FsPath.ROOT, true);
        for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
            for (S3Object object : page.contents()) {
                OddKey odd = oddKeys.next(object);
                if (odd != null) {
                    found.accept(odd);
                }
                count++;
            }
        }
        return count;
    }

    static S3OddKeys in(Keys keys) throws IOException {
        return new S3OddKeys(keys);
    }

    /** Why the next object in the order of the keys is odd; {@code null} if it is not. */
    @Nullable
    OddKey next(S3Object object) throws IOException {
        TreeLevels.Level level = levels.goTo(object.key());
        boolean isMarker = ObjectFacts.isMarker(object);
        FsPath path = isMarker ? level.path() : levels.object(object.key());
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int left = path.depth();
        for (String name : path) {
            left--;
            boolean isSlash = left == 0 && !isMarker && object.key().endsWith("/");
            if (isSlash) {
                reasons.add(Reason.MARKER_WITH_BYTES);
            } else {
                Keys.addReasons(name, reasons);
            }
        }
        return reasons.isEmpty() ? null : new OddKey(object.key(), path, reasons);
    }

    private static final class NobodyCares implements TreeLevels.Visitor {
        @Override
        public void entered(TreeLevels.Level directory) {}

        @Override
        public void left(TreeLevels.Level directory, TreeLevels.Level above) {}
    }
}
