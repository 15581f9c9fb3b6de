package io.anyfs.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The part that an upload is filling: bytes in memory that can still be changed. */
final class PartBuffer {

    private final PartMemory.Share share;
    private final int capacity;
    private List<byte[]> chunks = new ArrayList<>();
    private int length;

    /** A part of at most so many bytes. */
    PartBuffer(PartMemory.Share share, int capacity) {
        this.share = share;
        this.capacity = capacity;
        share.begin(capacity);
    }

    int length() {
        return length;
    }

    int room() {
        return capacity - length;
    }

    /** Takes as many bytes as there is room for. */
    void append(ByteBuffer source) throws IOException {
        while (source.hasRemaining() && length < capacity) {
            int count = Math.min(source.remaining(), Math.min(capacity - length, freeInChunk()));
            source.get(last(), length % PartMemory.CHUNK, count);
            length += count;
        }
    }

    /** Takes so many zeros, at most as many as there is room for. */
    void appendZeros(int zeros) throws IOException {
        for (int left = zeros; left > 0; ) {
            int count = Math.min(left, freeInChunk());
            int from = length % PartMemory.CHUNK;
            java.util.Arrays.fill(last(), from, from + count, (byte) 0);
            length += count;
            left -= count;
        }
    }

    /** Replaces bytes that are there, as many as there are from an offset on. */
    void overwrite(ByteBuffer source, int offset) {
        int position = offset;
        while (source.hasRemaining() && position < length) {
            int from = position % PartMemory.CHUNK;
            int count = Math.min(source.remaining(), Math.min(length - position, PartMemory.CHUNK - from));
            source.get(chunks.get(position / PartMemory.CHUNK), from, count);
            position += count;
        }
    }

    /** Reads from an offset within. */
    int read(ByteBuffer target, int offset) {
        int position = offset;
        while (target.hasRemaining() && position < length) {
            int from = position % PartMemory.CHUNK;
            int count = Math.min(target.remaining(), Math.min(length - position, PartMemory.CHUNK - from));
            target.put(chunks.get(position / PartMemory.CHUNK), from, count);
            position += count;
        }
        return position - offset;
    }

    void truncate(int newLength) {
        int keep = (newLength + PartMemory.CHUNK - 1) / PartMemory.CHUNK;
        List<byte[]> dropped = new ArrayList<>(chunks.subList(keep, chunks.size()));
        chunks.subList(keep, chunks.size()).clear();
        share.giveBackUnsealed(dropped);
        length = newLength;
    }

    /** The bytes, which nobody changes any more. The memory has to be given back when they are stored. */
    PartBody seal() {
        share.seal();
        PartBody body = new PartBody(List.copyOf(chunks), length);
        chunks = new ArrayList<>();
        length = 0;
        return body;
    }

    private int freeInChunk() {
        return PartMemory.CHUNK - length % PartMemory.CHUNK;
    }

    /** The chunk that the next byte goes into. */
    private byte[] last() throws IOException {
        int index = length / PartMemory.CHUNK;
        if (index == chunks.size()) {
            chunks.add(share.take());
        }
        return chunks.get(index);
    }
}
