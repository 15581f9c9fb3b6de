package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends a file to a client.
 *
 * @param part of the file to send
 */
record DownloadBody(Download download, Settings settings, ByteRange part) implements DataTransfer.Body {

    @Override
    public FtpReply run(DataConnection data, Transfer transfer) throws IOException {
        try (DataSink sink = DataSink.of(data, settings)) {
            if (settings.type == TransferType.ASCII) {
                convert(sink, transfer);
            } else if (settings.mode == TransferMode.STREAM) {
                send(data, transfer);
            } else {
                copy(sink, transfer);
            }
            sink.end();
        }
        return FtpReply.of(226, "Sent, " + transfer.bytes() + " bytes");
    }

    private void send(DataConnection data, Transfer transfer) throws IOException {
        long position = part.start();
        while (position < part.end()) {
            long sent = data.send(download, position, part.end() - position);
            if (sent < 0) {
                break;
            }
            position += sent;
            transfer.moved(sent);
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
