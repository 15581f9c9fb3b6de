package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends a file to a client.
 *
 * @param offset of the first byte to send
 */
record DownloadBody(Download download, TransferType type, long offset) implements DataTransfer.Body {

    @Override
    public FtpReply run(DataConnection data, Transfer transfer) throws IOException {
        if (type == TransferType.ASCII) {
            sendText(data, transfer);
        } else {
            send(data, transfer);
        }
        data.end();
        return FtpReply.of(226, "Sent, " + transfer.bytes() + " bytes");
    }

    private void send(DataConnection data, Transfer transfer) throws IOException {
        long position = offset;
        for (long sent = data.send(download, position); sent >= 0; sent = data.send(download, position)) {
            position += sent;
            transfer.moved(sent);
        }
    }

    private void sendText(DataConnection data, Transfer transfer) throws IOException {
        TextToWire text = new TextToWire();
        ByteBuffer buffer = TransferBuffers.SMALL.take();
        try {
            long position = 0;
            for (int read = download.read(buffer, position); read >= 0; read = download.read(buffer, position)) {
                position += read;
                ByteBuffer wire = text.convert(buffer.flip());
                int bytes = wire.remaining();
                data.write(wire);
                transfer.moved(bytes);
                buffer.clear();
            }
        } finally {
            TransferBuffers.SMALL.giveBack(buffer);
        }
    }
}
