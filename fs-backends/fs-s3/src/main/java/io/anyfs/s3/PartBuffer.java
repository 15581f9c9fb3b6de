package io.anyfs.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
            byte[] chunk = chunkAtEnd();
            int count = Math.min(source.remaining(), freeInChunk());
            source.get(chunk, length % PartMemory.CHUNK, count);
            length += count;
        }
    }

    /** Takes so many zeros, at most as many as there is room for. */
    void appendZeros(int zeros) throws IOException {
        int end = length + Math.min(zeros, room());
        while (length < end) {
            byte[] chunk = chunkAtEnd();
            int from = length % PartMemory.CHUNK;
            int count = Math.min(end - length, freeInChunk());
            Arrays.fill(chunk, from, from + count, (byte) 0);
            length += count;
        }
    }

    /** Takes memory for bytes to come, as many as there is room for, so that {@link #append(InputStream, int)} does not wait for it. */
    void reserve(int bytes) throws IOException {
        int end = length + Math.min(bytes, room());
        while (chunks.size() * (long) PartMemory.CHUNK < end) {
            chunks.add(share.take());
        }
    }

    /**
     * Takes some bytes, for which there is room.
     *
     * @return how many; -1 at the end of the stream
     */
    int append(InputStream source, int most) throws IOException {
        byte[] chunk = chunkAtEnd();
        int read = source.read(chunk, length % PartMemory.CHUNK, Math.min(most, freeInChunk()));
        length += Math.max(0, read);
        return read;
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

    /** Reads from an offset within; returns how many bytes. */
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

    /** Forgets what lies behind a length, and gives back its memory. */
    void truncate(int newLength) {
        int keep = (newLength + PartMemory.CHUNK - 1) / PartMemory.CHUNK;
        List<byte[]> dropped = List.copyOf(chunks.subList(keep, chunks.size()));
        chunks = new ArrayList<>(chunks.subList(0, keep));
        length = newLength;
        share.giveBackUnsealed(dropped);
    }

    /** The bytes, which nobody changes any more; {@link PartMemory#giveBack} wants the chunks when they are stored. */
    PartBody seal() {
        PartBody body = new PartBody(List.copyOf(chunks), length);
        chunks = new ArrayList<>();
        length = 0;
        share.seal();
        return body;
    }

    private int freeInChunk() {
        return Math.min(capacity - length, PartMemory.CHUNK - length % PartMemory.CHUNK);
    }

    /** The chunk that the next byte goes into. */
    private byte[] chunkAtEnd() throws IOException {
        reserve(1);
        return chunks.get(length / PartMemory.CHUNK);
    }
}
