package io.anyfs.expose.ftp;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;

/** Runs a transfer from its first reply to its last: opens the data connection, and tells failures apart. */
final class DataTransfer {

    /** What goes over the data connection. */
    @FunctionalInterface
    interface Body {
        /** Sends or takes all there is, and says how it ended. The channel is in blocking mode, and is closed afterwards. */
        FtpReply run(SocketChannel data, Transfer transfer) throws IOException;
    }

    private DataTransfer() {}

    /** The reply for a transfer that nothing was agreed on for. */
    static FtpReply nothingAgreed() {
        return FtpReply.of(425, "EPSV, PASV, EPRT or PORT first");
    }

    /** Runs the body, and returns its reply or the one for its failure. */
    static FtpReply run(Conversation client, String what, String opening, Body body) throws IOException {
        Transfer transfer = client.begin(what);
        try {
            client.send(FtpReply.of(150, opening));
            try (SocketChannel data = client.data().open(transfer)) {
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

    private static FtpReply aborted(String why) {
        return FtpReply.of(426, "The transfer was ended: " + why);
    }
}
