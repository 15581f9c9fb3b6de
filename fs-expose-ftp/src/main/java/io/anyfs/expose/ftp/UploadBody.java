package io.anyfs.expose.ftp;

import io.anyfs.expose.Upload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/**
 * Takes a file from a client, and commits it only when all of it has come for certain: see {@link CleanEnd}.
 *
 * @param announced bytes that ALLO said there would be, or {@link Settings#NONE}
 * @param position where the bytes go, or {@link Settings#NONE} for behind what is there
 */
record UploadBody(Conversation client, Upload upload, TransferType type, long announced, long position)
        implements DataTransfer.Body {

    @Override
    public DataTransfer.Direction direction() {
        return DataTransfer.Direction.UPLOAD;
    }

    @Override
    public FtpReply run(DataConnection data, Transfer transfer) throws IOException {
        receive(data, transfer);
        transfer.allCame();
        if (transfer.abortedBecause() != null) {
            throw DataConnectionException.lost(new IOException("aborted"));
        }
        if (announced != Settings.NONE) {
            if (transfer.bytes() != announced && upload.size() != announced) {
                return FtpReply.of(426, transfer.bytes() + " bytes came, ALLO said " + announced);
            }
        } else if (data.ended() == DataConnection.End.CUT) {
            return FtpReply.of(426, "No close_notify came at the end, so it may be cut, and no ALLO");
        } else if (!isClientAlive(data, transfer)) {
            return FtpReply.of(426, "The control connection is closed");
        } else if (client.commands().isHeldBack()) {
            // Its commands are not read now, and neither is the end of its connection.
            return FtpReply.of(426, "Too many commands came before the reply, and no ALLO");
        } else if (client.commands().wantsToLeave()) {
            // A client that fails in the middle closes the data connection and says QUIT; one that has sent all of its
            // data waits for the reply first.
            return FtpReply.of(426, "QUIT came before the reply, and no ALLO");
        }
        if (!client.control().isOpen() || transfer.abortedBecause() != null) {
            return FtpReply.of(426, "The transfer was ended");
        }
        client.mayTakeLong(new SlowReply(226, "All has come; the storage is keeping it"));
        upload.commit();
        return FtpReply.of(226, "Stored, " + transfer.bytes() + " bytes came");
    }

    /** Nobody sends a close_notify for a client that was killed, so after one there is nothing to watch for. */
    private boolean isClientAlive(DataConnection data, Transfer transfer) throws IOException {
        try {
            boolean said = data.ended() == DataConnection.End.CLOSE_NOTIFY;
            return said
                    ? CleanEnd.isConnected(client.control())
                    : CleanEnd.isProven(
                            client.control(), transfer, client.timeouts().watch());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the upload was known to be whole");
        }
    }

    private void receive(DataConnection data, Transfer transfer) throws IOException {
        TextFromWire text = type == TransferType.ASCII ? new TextFromWire() : null;
        TransferBuffers buffers = TransferBuffers.SMALL;
        ByteBuffer buffer = buffers.take();
        try (DataSource source = DataSource.of(data, transfer, client.settings)) {
            long next = position;
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                transfer.moved(read);
                requireNotMoreThanAnnounced(transfer);
                boolean full = buffer.remaining() < buffer.capacity() / 4;
                buffer.flip();
                ByteBuffer bytes = text == null ? buffer : text.convert(buffer);
                next = write(bytes, next);
                if (full && buffers != TransferBuffers.LARGE) {
                    buffers.giveBack(buffer);
                    buffers = TransferBuffers.LARGE;
                    buffer = buffers.take();
                }
                buffer.clear();
            }
            if (text != null) {
                write(text.end(), next);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private long write(ByteBuffer bytes, long next) throws IOException {
        int count = bytes.remaining();
        if (next == Settings.NONE) {
            upload.write(bytes);
            return Settings.NONE;
        }
        upload.write(bytes, next);
        return next + count;
    }

    /** A client that sends on and on is stopped where it cannot be right any more. */
    private void requireNotMoreThanAnnounced(Transfer transfer) throws DataConnectionException {
        if (announced != Settings.NONE && transfer.bytes() > announced && upload.size() > announced) {
            throw DataConnectionException.damaged("More came than ALLO said");
        }
    }
}
