package io.anyfs.cache;

import io.anyfs.cache.lock.DirectoryLock;
import io.anyfs.spi.ArrayPool;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a cache: {@code blocks/} with a file for each block, in 256 directories; {@code partial/} with what is being
 * written; and a lock. A name tells all that the index needs, and which layout the file has, so that opening a cache reads no block.
 */
final class BlockDirectory implements Closeable {

    private static final String LOCK = "anyfs-cache.lock";
    private static final int ARRAY = 128 * 1024;
    private static final int UNUSED_ARRAYS = 16;
    private static final Pattern NAME = Pattern.compile(
            "([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{16})(w?)(?:\\.v([0-9]+))?");
    private static final String LAYOUT = Integer.toString(BlockHeader.VERSION);
    private static final HexFormat HEX = HexFormat.of();

    private final Path blocks;
    private final Path partial;
    private final DirectoryLock lock;
    private final AtomicLong drafts = new AtomicLong();
    private final ArrayPool arrays = new ArrayPool(ARRAY, UNUSED_ARRAYS);
    private final PieceBuffers buffers = new PieceBuffers();

    private BlockDirectory(Path directory, DirectoryLock lock) {
        this.blocks = directory.resolve("blocks");
        this.partial = directory.resolve("partial");
        this.lock = lock;
    }

    /**
     * A block file that was found.
     *
     * @param key of the file
     * @param index which block of it
     * @param length bytes of it, as the size of the file tells
     * @param stored when, in milliseconds
     */
    record Found(FileKey key, long index, int length, long stored) {}

    /**
     * Takes the directory for this process, and removes what one before was writing.
     *
     * @throws FileSystemException if another cache uses it
     */
    static BlockDirectory open(Path directory) throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory, LOCK, "cache");
        boolean opened = false;
        try {
            BlockDirectory taken = new BlockDirectory(directory, lock);
            taken.prepare();
            opened = true;
            return taken;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /** The blocks there are, the oldest first. */
    List<Found> scan() throws IOException {
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> fans = Files.newDirectoryStream(blocks, "[0-9a-f][0-9a-f]")) {
            for (Path fan : fans) {
                scan(fan, found);
            }
        }
        found.sort(Comparator.comparingLong(Found::stored));
        return found;
    }

    private static void scan(Path fan, List<Found> found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(fan)) {
            for (Path file : files) {
                Found block = found(file);
                if (block != null) {
                    found.add(block);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    /** Begins a block of a length, in bytes. */
    BlockDraft draft(int length) throws IOException {
        return BlockDraft.create(partial.resolve(Long.toString(drafts.incrementAndGet())), length);
    }

    /** Gives a finished file its place. */
    void place(BlockDraft draft, Block block) throws IOException {
        Path place = path(block);
        try {
            draft.moveTo(place);
        } catch (NoSuchFileException firstOfItsDirectory) {
            Files.createDirectories(fan(block.file().key()));
            draft.moveTo(place);
        }
    }

    /** Opens a block; {@code null} if its header is not what was stored. */
    @Nullable
    OpenBlock open(Block block) throws IOException {
        return OpenBlock.open(path(block), block, buffers);
    }

    void delete(Block block) throws IOException {
        Files.deleteIfExists(path(block));
    }

    /** Arrays for bytes on their way. */
    ArrayPool arrays() {
        return arrays;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void prepare() throws IOException {
        Files.createDirectories(partial);
        Files.createDirectories(blocks);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(partial, "[0-9]*")) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    private Path path(Block block) {
        FileKey key = block.file().key();
        String name = HEX.toHexDigits(key.high())
                + HEX.toHexDigits(key.low())
                + '-'
                + HEX.toHexDigits(key.pathTag())
                + '-'
                + HEX.toHexDigits(key.idTag())
                + '-'
                + HEX.toHexDigits(block.index())
                + (key.weak() ? "w" : "")
                + ".v"
                + LAYOUT;
        return fan(key).resolve(name);
    }

    private Path fan(FileKey key) {
        return blocks.resolve(HEX.toHexDigits((byte) (key.high() >>> 56)));
    }

    private static @Nullable Found found(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!name.matches() || !attributes.isRegularFile()) {
            return null;
        }
        int length = BlockHeader.blockLength(attributes.size());
        if (length < 0 || !LAYOUT.equals(name.group(7))) {
            // Torn by a loss of power, or from a time with another layout.
            Files.delete(file);
            return null;
        }
        FileKey key = new FileKey(
                hex(name.group(1)),
                hex(name.group(2)),
                hex(name.group(3)),
                hex(name.group(4)),
                !name.group(6).isEmpty());
        return new Found(
                key, hex(name.group(5)), length, attributes.lastModifiedTime().toMillis());
    }

    private static long hex(String digits) {
        return HexFormat.fromHexDigitsToLong(digits);
    }
}
