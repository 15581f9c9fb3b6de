package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import io.anyfs.expose.ftp.tls.UploadEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A data connection over TLS (PROT P). Encrypted bytes are in arrays, where the JVM's AES-GCM is fastest and works in place,
 * and clear ones in buffers that the kernel reads and writes without a copy. The network is asked for many records at once.
 */
final class TlsDataConnection implements DataConnection {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;

    private TransferBuffers incomingPool = TransferBuffers.SMALL_RECORDS;
    private @Nullable ByteBuffer incoming = incomingPool.take().flip();
    private TransferBuffers outgoingPool = TransferBuffers.SMALL_RECORDS;
    private @Nullable ByteBuffer outgoing = outgoingPool.take();
    /** A record that the reader had no room for. */
    private @Nullable ByteBuffer spilt;

    private final End withoutNotice;
    private @Nullable End end;
    private boolean outputEnded;

    /** @param uploadEnd what a client has to end its data by */
    TlsDataConnection(SocketChannel channel, SSLEngine engine, UploadEnd uploadEnd) {
        this.channel = channel;
        this.engine = engine;
        this.withoutNotice = uploadEnd == UploadEnd.CONNECTION_END ? End.CLOSED : End.CUT;
    }

    SSLEngine engine() {
        return engine;
    }

    /** Waits until the client and the server agree. Whoever waits for too long closes the channel. */
    void handshake() throws IOException {
        try {
            engine.beginHandshake();
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> runTasks();
                    case NEED_WRAP -> {
                        wrap(NOTHING);
                        flush();
                    }
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        SSLEngineResult result = engine.unwrap(incoming(), NOTHING);
                        if (result.getStatus() == Status.CLOSED
                                || (result.getStatus() == Status.BUFFER_UNDERFLOW && !fill())) {
                            throw new SSLException("the client closed the connection during the handshake");
                        }
                    }
                    case FINISHED, NOT_HANDSHAKING -> {
                        return;
                    }
                }
            }
        } catch (SSLException failure) {
            tellAlert();
            throw failure;
        }
    }

    @Override
    public int read(ByteBuffer target) throws DataConnectionException {
        int before = target.position();
        if (spilt != null) {
            takeSpilt(target);
            return target.position() - before;
        }
        try {
            while (end == null) {
                SSLEngineResult result = engine.unwrap(incoming(), target);
                boolean some = target.position() > before;
                switch (result.getStatus()) {
                    case OK -> afterRecord(result);
                    case BUFFER_OVERFLOW -> {
                        if (some) {
                            return target.position() - before;
                        }
                        spill();
                        takeSpilt(target);
                    }
                    case BUFFER_UNDERFLOW -> {
                        if (some) {
                            return target.position() - before;
                        }
                        if (!fill()) {
                            end = withoutNotice;
                        }
                    }
                    case CLOSED -> {
                        end = End.CLOSE_NOTIFY;
                        answerCloseNotify();
                    }
                }
            }
            int count = target.position() - before;
            return count > 0 ? count : -1;
        } catch (IOException failure) {
            tellAlert();
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public End ended() {
        return end == null ? withoutNotice : end;
    }

    @Override
    public void write(ByteBuffer bytes) throws DataConnectionException {
        try {
            if (bytes.remaining() > outgoing().capacity() / 2 && outgoingPool != TransferBuffers.RECORDS) {
                outgoingPool.giveBack(outgoing());
                outgoingPool = TransferBuffers.RECORDS;
                outgoing = outgoingPool.take();
            }
            while (bytes.hasRemaining()) {
                wrap(bytes);
            }
            flush();
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public long send(Download download, long position, long limit) throws IOException {
        TransferBuffers pool = limit > TransferBuffers.SMALL.bytes() ? TransferBuffers.LARGE : TransferBuffers.SMALL;
        ByteBuffer buffer = pool.take();
        try {
            int read = download.read(buffer.limit((int) Math.min(buffer.capacity(), limit)), position);
            if (read > 0) {
                write(buffer.flip());
            }
            return read;
        } finally {
            pool.giveBack(buffer);
        }
    }

    @Override
    public void end() throws DataConnectionException {
        try {
            closeOutput();
            channel.shutdownOutput();
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public void close() throws IOException {
        if (incoming != null) {
            incomingPool.giveBack(incoming);
            incoming = null;
        }
        if (outgoing != null) {
            outgoingPool.giveBack(outgoing);
            outgoing = null;
        }
        channel.close();
    }

    /** What the protocol itself has to say behind a record: tickets, new keys. */
    private void afterRecord(SSLEngineResult result) throws IOException {
        HandshakeStatus status = result.getHandshakeStatus();
        while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
            if (status == HandshakeStatus.NEED_TASK) {
                ControlTls.refuseRenegotiation(engine);
                runTasks();
            } else {
                wrap(NOTHING);
                flush();
            }
            status = engine.getHandshakeStatus();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Encrypts a record or so. Makes room first if there is none. */
    private void wrap(ByteBuffer bytes) throws IOException {
        SSLEngineResult result = engine.wrap(bytes, outgoing());
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            flush();
            result = engine.wrap(bytes, outgoing());
        }
        if (result.getStatus() == Status.CLOSED && bytes.hasRemaining()) {
            throw new SSLException("the client has closed the connection");
        }
    }

    private void flush() throws IOException {
        ByteBuffer records = outgoing().flip();
        try {
            while (records.hasRemaining()) {
                channel.write(records);
            }
        } finally {
            records.clear();
        }
    }

    /** Reads from the network what comes, and returns whether anything did. */
    private boolean fill() throws IOException {
        ByteBuffer buffer = incoming();
        boolean wasFull = buffer.limit() > buffer.capacity() / 2;
        if (wasFull && incomingPool != TransferBuffers.RECORDS) {
            ByteBuffer larger = TransferBuffers.RECORDS.take().put(buffer);
            incomingPool.giveBack(buffer);
            incomingPool = TransferBuffers.RECORDS;
            incoming = larger;
            buffer = larger;
        } else {
            buffer.compact();
        }
        try {
            return channel.read(buffer) >= 0;
        } finally {
            buffer.flip();
        }
    }

    private void spill() throws IOException {
        ByteBuffer room = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        afterRecord(engine.unwrap(incoming(), room));
        spilt = room.flip();
    }

    private void takeSpilt(ByteBuffer target) {
        ByteBuffer from = spilt;
        if (from == null) {
            return;
        }
        while (from.hasRemaining() && target.hasRemaining()) {
            target.put(from.get());
        }
        if (!from.hasRemaining()) {
            spilt = null;
        }
    }

    /** Some clients wait for it. One that is gone already has said all it had to say. */
    private void answerCloseNotify() {
        try {
            closeOutput();
        } catch (IOException gone) {
            outputEnded = true;
        }
    }

    private void closeOutput() throws IOException {
        if (outputEnded) {
            return;
        }
        outputEnded = true;
        engine.closeOutbound();
        int produced;
        do {
            produced = engine.wrap(NOTHING, outgoing()).bytesProduced();
            flush();
        } while (produced > 0 && !engine.isOutboundDone());
    }

    private void tellAlert() {
        try {
            closeOutput();
        } catch (IOException unheard) {
            // The connection ends in any case.
            outputEnded = true;
        }
    }

    private ByteBuffer incoming() {
        return requireOpen(incoming);
    }

    private ByteBuffer outgoing() {
        return requireOpen(outgoing);
    }

    private static ByteBuffer requireOpen(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            throw new IllegalStateException("the data connection is closed");
        }
        return buffer;
    }
}
