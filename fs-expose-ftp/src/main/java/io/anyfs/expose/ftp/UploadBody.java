package io.anyfs.expose.ftp;

import io.anyfs.expose.Upload;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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
        try (Receiver receiver = new Receiver(data, transfer)) {
            long fastFrom = SystemThreads.WORTH_A_THREAD;
            while (receiver.more) {
                if (transfer.bytes() < fastFrom) {
                    receiver.receive();
                } else if (client.systemThreads().run(receiver::turn) < SystemThreads.WORTH_A_THREAD) {
                    fastFrom = transfer.bytes() + SystemThreads.SLOW_BYTES;
                }
            }
        }
    }

    /** A client that sends on and on is stopped where it cannot be right any more. */
    private void requireNotMoreThanAnnounced(Transfer transfer) throws DataConnectionException {
        if (announced != Settings.NONE && transfer.bytes() > announced && upload.size() > announced) {
            throw DataConnectionException.damaged("More came than ALLO said");
        }
    }

    /** Takes the bytes from the connection to the file, with the buffers for that. */
    private final class Receiver implements Closeable {

        private final Transfer transfer;
        private final DataSource source;
        private final @Nullable TextFromWire text = type == TransferType.ASCII ? new TextFromWire() : null;
        private TransferBuffers buffers = TransferBuffers.SMALL;
        private ByteBuffer buffer = buffers.take();
        private long next = position;
        private boolean more = true;

        Receiver(DataConnection data, Transfer transfer) {
            this.transfer = transfer;
            this.source = DataSource.of(data, transfer, client.settings);
        }

        /** Takes what comes within one turn, and returns how many bytes that were. */
        long turn() throws IOException {
            long before = transfer.bytes();
            long begun = System.nanoTime();
            while (more && System.nanoTime() - begun < SystemThreads.TURN_NANOS) {
                receive();
            }
            return transfer.bytes() - before;
        }

        /** Takes what comes at once, or the end. */
        void receive() throws IOException {
            int read = source.read(buffer);
            if (read < 0) {
                more = false;
                if (text != null) {
                    write(text.end());
                }
                return;
            }
            transfer.moved(read);
            requireNotMoreThanAnnounced(transfer);
            boolean full = buffer.remaining() < buffer.capacity() / 4;
            buffer.flip();
            write(text == null ? buffer : text.convert(buffer));
            if (full && buffers != TransferBuffers.LARGE) {
                buffers.giveBack(buffer);
                buffers = TransferBuffers.LARGE;
                buffer = buffers.take();
            }
            buffer.clear();
        }

        private void write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            if (next == Settings.NONE) {
                upload.write(bytes);
            } else {
                upload.write(bytes, next);
                next += count;
            }
        }

        @Override
        public void close() {
            source.close();
            buffers.giveBack(buffer);
        }
    }
}
