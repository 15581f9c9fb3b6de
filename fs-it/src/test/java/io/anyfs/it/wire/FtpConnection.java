package io.anyfs.it.wire;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.StorageFullException;
import io.anyfs.TransientStorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;

/** One control connection, logged in, for images in passive mode. */
public final class FtpConnection extends FTPClient {

    private FtpConnection() {}

    public static FtpConnection logIn(String host, int port, String user, String password) throws IOException {
        return logIn(host, port, user, password, new PromptSockets());
    }

    /** Logs in, over sockets of this factory. */
    public static FtpConnection logIn(String host, int port, String user, String password, SocketFactory sockets)
            throws IOException {
        FtpConnection connection = new FtpConnection();
        boolean loggedIn = false;
        try {
            connection.setSocketFactory(sockets);
            connection.setControlEncoding(StandardCharsets.UTF_8.name());
            connection.setUseEPSVwithIPv4(true);
            connection.connect(host, port);
            if (!connection.login(user, password)) {
                throw new AccessDeniedException("/", null, connection.reply());
            }
            connection.setFileType(BINARY_FILE_TYPE);
            connection.enterLocalPassiveMode();
            loggedIn = true;
            return connection;
        } finally {
            if (!loggedIn) {
                connection.disconnect();
            }
        }
    }

    /** Sends a command that names a path; fails unless the reply is positive. */
    void command(String verb, FsPath path) throws IOException {
        int reply = sendCommand(verb, text(path));
        if (!FTPReply.isPositiveCompletion(reply) && !FTPReply.isPositiveIntermediate(reply)) {
            throw failure(path);
        }
    }

    /** Opens a data connection for a transfer; the server has said that it begins. */
    public Socket transfer(String verb, FsPath path) throws IOException {
        Socket data = _openDataConnection_(verb, text(path));
        if (data == null) {
            throw failure(path);
        }
        return data;
    }

    /** Receives all that a transfer has. */
    byte[] receive(String verb, FsPath path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Socket data = transfer(verb, path);
                InputStream in = data.getInputStream()) {
            in.transferTo(bytes);
        }
        if (!completePendingCommand()) {
            throw failure(path);
        }
        return bytes.toByteArray();
    }

    /** The one table from replies to failures: RFC 959 section 4.2, RFC 1123. */
    IOException failure(FsPath path) {
        String where = path.toString();
        return switch (getReplyCode()) {
            case 553 -> new InvalidNameException(where, reply());
            case 452, 552 -> new StorageFullException(where, reply());
            case 421, 425, 426, 450 -> new TransientStorageException(where, reply(), Duration.ZERO);
            case 530, 532 -> new AccessDeniedException(where, null, reply());
            // One code for many failures; this much of the text says what can be gone again at the next look.
            case 550 ->
                reply().contains("no such file")
                        ? new NoSuchFileException(where, null, reply())
                        : new FileSystemException(where, null, reply());
            default -> new FileSystemException(where, null, reply());
        };
    }

    String reply() {
        return String.valueOf(getReplyString()).strip();
    }

    /** A line is what the protocol sends, so a path with a line break is none that it can name. */
    static String text(FsPath path) throws InvalidNameException {
        String text = path.toString();
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new InvalidNameException(
                    text.replace('\r', '?').replace('\n', '?'), "FTP has no line breaks in names");
        }
        return text;
    }
}
