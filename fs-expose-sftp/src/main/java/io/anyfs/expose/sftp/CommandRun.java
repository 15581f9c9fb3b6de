package io.anyfs.expose.sftp;

import io.anyfs.ErrorKind;
import io.anyfs.expose.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a command has of the client that runs it. For one thread. */
final class CommandRun {

    private final Session session;
    private final ClientInput in;
    private final ReplySender out;
    private final OutputStream errors;

    CommandRun(Session session, ClientInput in, ReplySender out, OutputStream errors) {
        this.session = session;
        this.in = in;
        this.out = out;
        this.errors = errors;
    }

    /** The files that it may reach. */
    Session session() {
        return session;
    }

    InputStream in() {
        return in;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        out.send(bytes, offset, length);
    }

    void print(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /** Tells a line that is no result. */
    void complain(String message) throws IOException {
        errors.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        errors.flush();
    }

    /** Ends work that nobody waits for any more. */
    void requireClient() throws IOException {
        if (in.isGone()) {
            throw new ClientGoneException();
        }
    }

    /** Why something failed, in words that say nothing of the storage behind. */
    static String reason(Exception failure) {
        return SftpStatus.message(ErrorKind.of(failure));
    }

    /** The client has gone, so there is nobody to tell anything. */
    static final class ClientGoneException extends IOException {
        private static final long serialVersionUID = 1L;

        ClientGoneException() {
            super("the client is gone");
        }
    }
}
