package io.anyfs.expose.ftp;

/**
 * A reply that may be long in coming. Clients give a server up that says nothing for a while, some after 15 seconds, and no
 * preliminary reply may be sent behind the data. So the lines of the reply are sent one by one while its end is waited for: a reply of
 * several lines is known to every client (RFC 959 section 4.2).
 *
 * <p>Its code goes out before it is known whether all goes well. If it does not, the reply is never ended and the connection is
 * closed: the client is told of a failure, and never of a success that was none.
 *
 * <p>Guarded by its conversation.
 */
final class SlowReply {

    private final int code;
    private final String line;
    private long lastSent = System.nanoTime();
    private boolean begun;

    /**
     * @param code of the reply if all goes well
     * @param line what to say meanwhile
     */
    SlowReply(int code, String line) {
        this.code = code;
        this.line = line;
    }

    /** Whether lines were sent, so that no other reply may be. */
    boolean isBegun() {
        return begun;
    }

    /** The next line, if it is time for one. */
    boolean isDue(long now, long intervalNanos) {
        return now - lastSent >= intervalNanos;
    }

    /** What to send now. */
    FtpLine next(long now) {
        lastSent = now;
        String text = begun ? " " + line : code + "-" + line;
        begun = true;
        return new FtpLine(code, text);
    }

    /** Whether this is the end of the reply that was begun. */
    boolean endsWith(FtpReply reply) {
        return !begun || reply.code() == code;
    }

    /** A line of a reply that goes on; it carries the code only if it is the first. */
    record FtpLine(int code, String text) implements org.apache.ftpserver.ftplet.FtpReply {

        @Override
        public int getCode() {
            return code;
        }

        @Override
        public String getMessage() {
            return text;
        }

        @Override
        public long getSentTime() {
            return 0;
        }

        @Override
        public boolean isPositive() {
            return true;
        }

        /** As it goes over the wire. */
        @Override
        public String toString() {
            return PrintableText.of(text) + "\r\n";
        }
    }
}
