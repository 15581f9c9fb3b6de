package io.anyfs.expose.sftp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The other side of a copy by the protocol of {@code scp}: what both directions say to it and hear from it. */
final class ScpPeer {

    static final int OK = 0;
    static final int ERROR = 1;
    static final int FATAL = 2;

    /** A name of 255 characters of 4 bytes, and ample room for what is around it. */
    private static final int MAX_LINE = 8 * 1024;

    private static final byte[] ONE_OK = {OK};

    private final CommandRun client;
    private boolean failed;

    ScpPeer(CommandRun client) {
        this.client = client;
    }

    void ok() throws IOException {
        client.write(ONE_OK, 0, 1);
    }

    /** Says that something did not work, and goes on. */
    void complain(String message) throws IOException {
        failed = true;
        client.print("\001scp: " + ShownText.of(message) + "\n");
    }

    void complain(String path, Exception failure) throws IOException {
        client.requireClient();
        complain(path + ": " + CommandRun.reason(failure));
    }

    /** One byte; -1 if the other side says no more. */
    int next() throws IOException {
        return client.in().read();
    }

    /** The rest of a line, without its line break. */
    byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = client.in();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                throw new EOFException("the other side ended in the middle of a line");
            }
            if (line.size() == MAX_LINE) {
                throw new ScpProtocolException("a line of more than " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    /** What the other side makes of what it was sent: whether it is fine with it. */
    boolean isFine() throws IOException {
        int answer = next();
        switch (answer) {
            case OK -> {
                return true;
            }
            case ERROR -> {
                failed = true;
                line();
                return false;
            }
            case -1 -> throw new EOFException("the other side has ended");
            default -> throw new ScpProtocolException("the other side gives up");
        }
    }

    /** Something on the other side did not work. */
    void failedThere() {
        failed = true;
    }

    int exitCode() {
        return failed ? ClientCommand.FAILURE : ClientCommand.SUCCESS;
    }
}
