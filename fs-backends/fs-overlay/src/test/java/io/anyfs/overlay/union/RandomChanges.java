package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteOptions;
import io.anyfs.tree.TreeDelete;
import io.anyfs.tree.TreeMove;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes at random, the same for the same seed: few names, so that they meet. */
final class RandomChanges {

    /** A change. */
    @FunctionalInterface
    interface Change {
        void on(FileSystem fs) throws IOException;
    }

    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Random random;

    RandomChanges(long seed) {
        this.random = new Random(seed);
    }

    List<Change> some(int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(any());
        }
        return changes;
    }

    /** Makes changes; those that cannot be are not. Returns how many could. */
    static int make(List<Change> changes, FileSystem fs) {
        int made = 0;
        for (Change change : changes) {
            try {
                change.on(fs);
                made++;
            } catch (IOException refused) {
                // It is refused everywhere, which the comparison of what there is shows.
            }
        }
        return made;
    }

    private Change any() {
        FsPath path = path();
        FsPath other = path();
        byte[] bytes = bytes();
        int number = random.nextInt(1000);
        return switch (random.nextInt(13)) {
            case 0, 1 -> fs -> fs.write(path, WriteOptions.replace(), out -> out.write(bytes));
            case 2 -> fs -> fs.write(path, WriteOptions.append(), out -> out.write(bytes));
            case 3 -> fs -> fs.write(path, WriteOptions.update(), out -> out.write(ByteBuffer.wrap(bytes), number));
            case 4 -> fs -> fs.write(path, WriteOptions.update(), out -> out.truncate(number));
            case 5, 6 -> fs -> fs.createDirectories(path);
            case 7 -> fs -> fs.delete(path);
            case 8 -> fs -> TreeDelete.delete(fs, path);
            case 9 -> fs -> fs.move(path, other, IfExists.REPLACE);
            case 10 -> fs -> moveTree(fs, path, other);
            case 11 ->
                fs -> fs.setAttributes(
                        path,
                        AttributeChanges.lastModified(Instant.ofEpochSecond(1_000_000_000L + number))
                                .withMode(0700 | (number & 077)));
            default -> fs -> fs.createSymbolicLink(path, number % 2 == 0 ? other.toString() : other.name());
        };
    }

    /** Not through links: a tree that is copied into itself by a link would never end. */
    private static void moveTree(FileSystem fs, FsPath source, FsPath target) throws IOException {
        for (FsPath above = target.parentOrRoot(); !above.isRoot(); above = above.parentOrRoot()) {
            if (fs.lstat(above).isSymbolicLink()) {
                throw new FileSystemException(target.toString(), null, "leads through a link");
            }
        }
        TreeMove.of(fs, source, fs, target).run();
    }

    private FsPath path() {
        FsPath path = FsPath.ROOT;
        for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
            path = path.child(NAMES.get(random.nextInt(NAMES.size())));
        }
        return path;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }
}
