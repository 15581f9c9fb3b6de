package io.anyfs.expose.ftp;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Runs a transfer from its first reply to its last: opens the data connection, and tells failures apart. */
final class DataTransfer {

    /** Which way the bytes go. */
    enum Direction {
        UPLOAD,
        DOWNLOAD
    }

    /** What goes over the data connection. */
    @FunctionalInterface
    interface Body {
        /** Sends or takes all there is, and says how it ended. The connection is closed afterwards. */
        FtpReply run(DataConnection data, Transfer transfer) throws IOException;

        /** Which way the bytes go, to the client unless told otherwise. */
        default Direction direction() {
            return Direction.DOWNLOAD;
        }
    }

    private DataTransfer() {}

    /** The reply for a transfer that nothing was agreed on for. */
    static FtpReply nothingAgreed() {
        return FtpReply.of(425, "EPSV, PASV, EPRT or PORT first");
    }

    /** Why this client's data connection may not be used as it is set; {@code null} if it may. */
    private static @Nullable FtpReply refusal(Conversation client) {
        return client.control().requiresTls() && !client.settings.dataProtected
                ? FtpReply.of(522, "Data connections have to be protected, say PROT P first")
                : null;
    }

    /** Runs the body, and returns its reply or the one for its failure. */
    static FtpReply run(Conversation client, String what, String opening, Body body) throws IOException {
        FtpReply refusal = refusal(client);
        if (refusal != null) {
            return refusal;
        }
        Transfer transfer = client.begin(what);
        try {
            client.send(FtpReply.of(150, opening));
            try (DataConnection data = open(client, transfer, body.direction())) {
                return body.run(data, transfer);
            }
        } catch (DataConnectionException failure) {
            String why = transfer.abortedBecause();
            return why == null ? failure.reply() : aborted(why);
        } catch (IOException failure) {
            String why = transfer.abortedBecause();
            if (why != null) {
                return aborted(why);
            }
            if (failure instanceof FileSystemException) {
                throw failure;
            }
            return DataConnectionException.lost(failure).reply();
        } finally {
            client.end(transfer);
        }
    }

    private static DataConnection open(Conversation client, Transfer transfer, Direction direction) throws IOException {
        SocketChannel channel = client.data().open(transfer);
        if (!client.settings.dataProtected) {
            return new ClearDataConnection(channel, client.systemThreads());
        }
        transfer.handshakeBegins();
        DataConnection data = client.control().requireTls().protect(channel, direction);
        transfer.handshakeEnded();
        return data;
    }

    private static FtpReply aborted(String why) {
        return FtpReply.of(426, "The transfer was ended: " + why);
    }
}
