package io.anyfs.compress;

import com.github.luben.zstd.Zstd;
import io.anyfs.compress.StoredFormat.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the frames of a file are stored. Takes 8.2 bytes for each frame, 4.2 without checksums: 0.8 MB for 100,000. Immutable once
 * it is read.
 */
final class FrameTable {

    private static final int PIECE = 64 << 10;
    private static final int ANCHOR_BITS = 6;

    private final Layout layout;
    private final int[] lengths;
    private final int[] checksums;
    /** Where each 64th frame begins. */
    private final long[] anchors;

    private FrameTable(Layout layout, int[] lengths, int[] checksums) {
        this.layout = layout;
        this.lengths = lengths;
        this.checksums = checksums;
        this.anchors = new long[(lengths.length >> ANCHOR_BITS) + 1];
        long position = StoredFormat.HEAD_BYTES;
        for (int frame = 0; frame < lengths.length; frame++) {
            if ((frame & ((1 << ANCHOR_BITS) - 1)) == 0) {
                anchors[frame >> ANCHOR_BITS] = position;
            }
            position += lengths[frame];
        }
    }

    /**
     * Reads the seek table of a compressed file, and checks that it fits to the rest.
     *
     * @param path for the failure
     */
    static FrameTable read(StoredFile file, Layout layout, String path) throws IOException {
        int[] lengths = new int[layout.frames()];
        int[] checksums = new int[layout.checksums() ? layout.frames() : 0];
        long most = Zstd.compressBound(layout.frameSize());
        long end = 0;
        int perPiece = PIECE / layout.entryBytes();
        int entries = layout.frames() + StoredFormat.OWN_ENTRIES;
        for (int entry = 0; entry < entries; entry += perPiece) {
            int count = Math.min(perPiece, entries - entry);
            ByteBuffer piece =
                    file.bytes(layout.entries() + (long) entry * layout.entryBytes(), count * layout.entryBytes());
            for (int frame = entry - 1; frame < entry - 1 + count; frame++) {
                int stored = piece.getInt();
                int length = piece.getInt();
                int checksum = layout.checksums() ? piece.getInt() : 0;
                boolean own = frame < 0 || frame == layout.frames();
                if (own ? length != 0 : length != layout.length(frame) || stored <= 0 || stored > most) {
                    throw new CorruptFileException(path, "the seek table lies about frame " + frame);
                }
                end += frame == layout.frames() ? 0 : stored;
                if (!own) {
                    lengths[frame] = stored;
                    if (layout.checksums()) {
                        checksums[frame] = checksum;
                    }
                }
            }
        }
        if (end != layout.end()) {
            throw new CorruptFileException(path, "the seek table does not fit to what is stored");
        }
        return new FrameTable(layout, lengths, checksums);
    }

    Layout layout() {
        return layout;
    }

    /** Where the frame begins in what is stored; of the number behind the last one, where the last one ends. */
    long position(int frame) {
        if (frame == lengths.length) {
            return layout.end();
        }
        long position = anchors[frame >> ANCHOR_BITS];
        for (int before = frame & -(1 << ANCHOR_BITS); before < frame; before++) {
            position += lengths[before];
        }
        return position;
    }

    /** Bytes of the frame as it is stored. */
    int storedLength(int frame) {
        return lengths[frame];
    }

    /** Whether this is the checksum of the frame, as far as there are any. */
    boolean fits(int frame, int checksum) {
        return !layout.checksums() || checksums[frame] == checksum;
    }

    /** A table to add to, of the first frames of this one. */
    Builder first(int frames) {
        Builder builder = new Builder(layout.checksums());
        builder.lengths = Arrays.copyOf(lengths, frames);
        builder.checksums = Arrays.copyOf(checksums, layout.checksums() ? frames : 0);
        builder.frames = frames;
        builder.end = position(frames);
        return builder;
    }

    /** The table of a file that is being written. */
    static final class Builder {

        private final boolean withChecksums;
        private int[] lengths = new int[16];
        private int[] checksums = new int[0];
        private int frames;
        private long end = StoredFormat.HEAD_BYTES;

        Builder(boolean withChecksums) {
            this.withChecksums = withChecksums;
        }

        boolean hasChecksums() {
            return withChecksums;
        }

        int frames() {
            return frames;
        }

        /** Where the next frame begins. */
        long end() {
            return end;
        }

        void add(int length, int checksum) {
            if (frames == lengths.length) {
                lengths = Arrays.copyOf(lengths, Math.max(16, frames * 2));
            }
            lengths[frames] = length;
            if (withChecksums) {
                if (frames >= checksums.length) {
                    checksums = Arrays.copyOf(checksums, lengths.length);
                }
                checksums[frames] = checksum;
            }
            frames++;
            end += length;
        }

        /** Hands in the entries of the frames, piece by piece. */
        void forEachPiece(Layout layout, PieceConsumer consumer) throws IOException {
            ByteBuffer piece = StoredFormat.allocate(PIECE);
            for (int frame = 0; frame < frames; frame++) {
                piece.putInt(lengths[frame]).putInt(layout.length(frame));
                if (withChecksums) {
                    piece.putInt(checksums[frame]);
                }
                if (piece.remaining() < layout.entryBytes() || frame == frames - 1) {
                    consumer.accept(piece.flip());
                    piece.clear();
                }
            }
        }

        @FunctionalInterface
        interface PieceConsumer {
            void accept(ByteBuffer piece) throws IOException;
        }
    }
}
