package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Sends a file to a client, by the kernel where storage and socket allow.
 *
 * @param offset of the first byte to send
 */
record DownloadBody(Download download, TransferType type, long offset) implements DataTransfer.Body {

    @Override
    public FtpReply run(SocketChannel data, Transfer transfer) throws IOException {
        if (type == TransferType.ASCII) {
            sendText(data, transfer);
        } else {
            send(data, transfer);
        }
        end(data);
        return FtpReply.of(226, "Sent, " + transfer.bytes() + " bytes");
    }

    /**
     * The kernel copies as long as the socket takes what it gets. When the client is slower, one buffer is written that waits
     * for it: unlike a kernel copy, that wait does not hold the processor thread that a virtual thread runs on.
     */
    private void send(SocketChannel data, Transfer transfer) throws IOException {
        long size = download.info().size();
        long position = offset;
        ByteBuffer buffer = TransferBuffers.SMALL.take();
        try {
            while (position < size) {
                data.configureBlocking(false);
                long sent = download.transferTo(position, size - position, data);
                data.configureBlocking(true);
                if (sent == 0) {
                    buffer.clear();
                    int read = download.read(buffer, position);
                    if (read < 0) {
                        break;
                    }
                    write(data, buffer.flip());
                    sent = read;
                }
                position += sent;
                transfer.moved(sent);
            }
        } finally {
            TransferBuffers.SMALL.giveBack(buffer);
        }
    }

    private void sendText(SocketChannel data, Transfer transfer) throws IOException {
        TextToWire text = new TextToWire();
        ByteBuffer buffer = TransferBuffers.SMALL.take();
        try {
            long position = 0;
            for (int read = download.read(buffer, position); read >= 0; read = download.read(buffer, position)) {
                position += read;
                ByteBuffer wire = text.convert(buffer.flip());
                int bytes = wire.remaining();
                write(data, wire);
                transfer.moved(bytes);
                buffer.clear();
            }
        } finally {
            TransferBuffers.SMALL.giveBack(buffer);
        }
    }

    /** Writes it all. */
    static void write(SocketChannel data, ByteBuffer bytes) throws DataConnectionException {
        try {
            while (bytes.hasRemaining()) {
                data.write(bytes);
            }
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    /** Says that this is all: closing alone would reset the connection if the client had sent something. */
    static void end(SocketChannel data) throws DataConnectionException {
        try {
            data.shutdownOutput();
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }
}
