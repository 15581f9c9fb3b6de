package io.anyfs.expose.ftp;

import io.anyfs.ErrorKind;
import io.anyfs.expose.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply on the control connection (RFC 959 section 4.2). Text is sent as UTF-8 (RFC 2640), and never carries a control
 * character: what came from a client or from the storage shows up as {@code ?} there.
 *
 * @param code three digits
 * @param lines one or more; of several the first and the last carry the code, those between are sent as they are
 */
record FtpReply(int code, List<String> lines) implements org.apache.ftpserver.ftplet.FtpReply {

    /** The code of a transfer that came to a bad end. */
    static final int CUT = 426;

    /** A reply of one line. */
    static FtpReply of(int code, String text) {
        return new FtpReply(code, List.of(text));
    }

    /** A reply of several lines; those between begin with a space, as FEAT and MLST must have them. */
    static FtpReply of(int code, String first, List<String> between, String last) {
        return verbatim(code, first, between.stream().map(line -> " " + line).toList(), last);
    }

    /** A reply of several lines, none of which may begin with a digit. */
    static FtpReply verbatim(int code, String first, List<String> between, String last) {
        List<String> lines = new ArrayList<>(between.size() + 2);
        lines.add(first);
        lines.addAll(between);
        lines.add(last);
        return new FtpReply(code, lines);
    }

    /** The one place where failures become replies. */
    static FtpReply failure(Throwable failure, String subject) {
        if (failure instanceof ServiceUnavailableException) {
            return of(421, String.valueOf(failure.getMessage()));
        }
        ErrorKind kind = ErrorKind.of(failure);
        String prefix = subject.isEmpty() ? "" : subject + ": ";
        return of(code(kind), prefix + phrase(kind));
    }

    /** This reply with more to say at its end. */
    FtpReply and(String more) {
        List<String> longer = new ArrayList<>(lines);
        longer.set(longer.size() - 1, getMessage() + "; " + more);
        return new FtpReply(code, longer);
    }

    private static int code(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND,
                    ALREADY_EXISTS,
                    NOT_A_DIRECTORY,
                    IS_A_DIRECTORY,
                    NOT_EMPTY,
                    NOT_A_LINK,
                    LINK_LOOP,
                    ACCESS_DENIED,
                    READ_ONLY,
                    CORRUPT -> 550;
            case INVALID_NAME, INVALID_TARGET -> 553;
            case UNSUPPORTED -> 504;
            case INVALID_ARGUMENT -> 501;
            case QUOTA_EXCEEDED -> 552;
            case NO_SPACE -> 452;
            case BUSY, CHANGED -> 450;
            case CLOSED -> 421;
            case INTERRUPTED -> 426;
            case TRANSIENT, END_OF_FILE, IO -> 451;
        };
    }

    private static String phrase(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "no such file or directory";
            case ALREADY_EXISTS -> "already exists";
            case NOT_A_DIRECTORY -> "not a directory";
            case IS_A_DIRECTORY -> "is a directory";
            case NOT_EMPTY -> "directory not empty";
            case NOT_A_LINK -> "not a symbolic link";
            case LINK_LOOP -> "too many levels of symbolic links";
            case ACCESS_DENIED -> "permission denied";
            case READ_ONLY -> "nothing can be changed here";
            case UNSUPPORTED -> "the storage cannot do this";
            case INVALID_NAME -> "the storage cannot have such a name";
            case INVALID_TARGET -> "a directory cannot go into itself, and the root stays";
            case QUOTA_EXCEEDED -> "quota exceeded";
            case NO_SPACE -> "no space left";
            case CHANGED -> "the file changed meanwhile";
            case CORRUPT -> "what is stored is damaged or not readable";
            case BUSY -> "in use";
            case TRANSIENT -> "not now, try again";
            case CLOSED -> "the server is shutting down";
            case INTERRUPTED -> "interrupted";
            case END_OF_FILE -> "the file ended too early";
            case INVALID_ARGUMENT -> "the argument makes no sense";
            case IO -> "the storage failed";
        };
    }

    @Override
    public int getCode() {
        return code;
    }

    @Override
    public String getMessage() {
        return lines.get(lines.size() - 1);
    }

    @Override
    public long getSentTime() {
        return 0;
    }

    @Override
    public boolean isPositive() {
        return code < 400;
    }

    /** As it goes over the wire. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (i == last) {
                text.append(code).append(' ');
            } else if (i == 0) {
                text.append(code).append('-');
            }
            text.append(PrintableText.of(lines.get(i))).append("\r\n");
        }
        return text.toString();
    }
}
