package io.anyfs.cli;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A control connection of FTP, one line at a time. */
final class FtpTalk implements Closeable {

    private final Socket socket;
    private final BufferedReader replies;

    private FtpTalk(Socket socket) throws IOException {
        this.socket = socket;
        this.replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects, and waits for the greeting. */
    static FtpTalk with(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        FtpTalk talk = new FtpTalk(socket);
        talk.reply();
        return talk;
    }

    /** Says a line and returns the last line of the reply. */
    String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    /** Uploads a file in extended passive mode and returns the last reply. */
    String store(String name, String content) throws IOException {
        String passive = say("EPSV");
        int port = Integer.parseInt(passive.replaceFirst(".*\\|\\|\\|(\\d+)\\|.*", "$1"));
        try (Socket data = new Socket(InetAddress.getLoopbackAddress(), port)) {
            say("STOR " + name);
            data.getOutputStream().write(content.getBytes(StandardCharsets.UTF_8));
        }
        return reply();
    }

    /**
     * The last line of the next reply.
     *
     * @throws EOFException if the server has ended the connection
     */
    String reply() throws IOException {
        String line;
        do {
            line = replies.readLine();
            if (line == null) {
                throw new EOFException("no reply");
            }
        } while (!line.matches("\\d{3} .*"));
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
