package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Sends a file to a client, by the kernel where storage and socket allow.
 *
 * @param part of the file to send
 */
record DownloadBody(Download download, Settings settings, ByteRange part) implements DataTransfer.Body {

    @Override
    public FtpReply run(SocketChannel data, Transfer transfer) throws IOException {
        try (DataSink sink = DataSink.of(data, settings)) {
            if (settings.type == TransferType.ASCII) {
                convert(sink, transfer);
            } else if (settings.mode == TransferMode.STREAM) {
                send(data, sink, transfer);
            } else {
                copy(sink, transfer);
            }
            sink.end();
        }
        return FtpReply.of(226, "Sent, " + transfer.bytes() + " bytes");
    }

    /**
     * The kernel copies as long as the socket takes what it gets. When the client is slower, one buffer is written that waits
     * for it: unlike a kernel copy, that wait does not hold the processor thread that a virtual thread runs on.
     */
    private void send(SocketChannel data, DataSink sink, Transfer transfer) throws IOException {
        long position = part.start();
        ByteBuffer buffer = TransferBuffers.SMALL.take();
        try {
            while (position < part.end()) {
                data.configureBlocking(false);
                long sent = download.transferTo(position, part.end() - position, data);
                data.configureBlocking(true);
                if (sent == 0) {
                    int read = read(buffer, position);
                    if (read < 0) {
                        break;
                    }
                    sink.write(buffer);
                    sent = read;
                }
                position += sent;
                transfer.moved(sent);
            }
        } finally {
            TransferBuffers.SMALL.giveBack(buffer);
        }
    }

    private void copy(DataSink sink, Transfer transfer) throws IOException {
        ByteBuffer buffer = TransferBuffers.SMALL.take();
        try {
            long position = part.start();
            for (int read = read(buffer, position); read >= 0; read = read(buffer, position)) {
                sink.write(buffer);
                position += read;
                transfer.moved(read);
            }
        } finally {
            TransferBuffers.SMALL.giveBack(buffer);
        }
    }

    private void convert(DataSink sink, Transfer transfer) throws IOException {
        TextToWire text = new TextToWire();
        ByteBuffer buffer = TransferBuffers.SMALL.take();
        try {
            long position = part.start();
            for (int read = read(buffer, position); read >= 0; read = read(buffer, position)) {
                ByteBuffer wire = text.convert(buffer);
                int bytes = wire.remaining();
                sink.write(wire);
                position += read;
                transfer.moved(bytes);
            }
        } finally {
            TransferBuffers.SMALL.giveBack(buffer);
        }
    }

    /** Fills the buffer, ready to be sent, with what there is of the part from a position on; -1 at its end. */
    private int read(ByteBuffer buffer, long position) throws IOException {
        buffer.clear();
        long left = part.end() - position;
        if (left <= 0) {
            return -1;
        }
        if (left < buffer.remaining()) {
            buffer.limit((int) left);
        }
        int read = download.read(buffer, position);
        buffer.flip();
        return read;
    }
}
