package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * MODE Z: bytes come as one zlib stream (draft-preston-ftpext-deflate-04), whose end and checksum tell that it is whole.
 *
 * <p>A few bytes on the wire can be a thousand times as many in the storage. Memory does not grow with them, and what bounds files
 * bounds them too; past {@link Limits#USUAL}, what is blown up too much is refused. A file of zeros is like that; it can be sent in
 * MODE S.
 */
final class InflateSource implements DataSource {

    /**
     * What is unpacked.
     *
     * @param freeBytes however little it was unpacked from
     * @param maxRatio how many bytes may come out of one, past that
     */
    record Limits(long freeBytes, int maxRatio) {
        static final Limits USUAL = new Limits(1L << 30, 250);
    }

    private final PlainSource wire;
    private final Transfer transfer;
    private final Limits limits;
    private final Inflater inflater = new Inflater();
    private final ByteBuffer packed = TransferBuffers.SMALL.take();

    InflateSource(DataConnection data, Transfer transfer, Limits limits) {
        this.limits = limits;
        this.wire = new PlainSource(data);
        this.transfer = transfer;
    }

    @Override
    public int read(ByteBuffer target) throws DataConnectionException {
        int read = inflate(target);
        while (read == 0 && !inflater.finished()) {
            if (inflater.needsDictionary()) {
                throw DataConnectionException.damaged("The compressed data wants a dictionary");
            }
            packed.clear();
            if (wire.read(packed) < 0) {
                throw DataConnectionException.damaged("The compressed data ended before its end");
            }
            inflater.setInput(packed.flip());
            transfer.moved(0);
            read = inflate(target);
        }
        if (read == 0) {
            requireNothingBehind();
            return -1;
        }
        if (inflater.getBytesWritten() > limits.freeBytes()
                && inflater.getBytesWritten() / limits.maxRatio() > inflater.getBytesRead()) {
            throw DataConnectionException.tooMuch("So much out of so little is not taken, use MODE S");
        }
        return read;
    }

    private int inflate(ByteBuffer target) throws DataConnectionException {
        try {
            return inflater.inflate(target);
        } catch (DataFormatException damaged) {
            throw DataConnectionException.damaged("The compressed data is damaged");
        }
    }

    /** Of an upload whose data is followed by something nobody knows what it was meant to be. */
    private void requireNothingBehind() throws DataConnectionException {
        // What is left of the buffer is asked for before the buffer is filled again.
        boolean more = inflater.getRemaining() > 0;
        if (more || wire.read(packed.clear()) > 0) {
            throw DataConnectionException.damaged("Something comes behind the end of the compressed data");
        }
    }

    @Override
    public void close() {
        inflater.end();
        TransferBuffers.SMALL.giveBack(packed);
    }
}
