package io.anyfs.cli.warmup;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does over FTP what lftp does when it puts, lists and gets a directory. */
final class FtpVisitor implements Closeable {

    private static final Pattern EXTENDED_PASSIVE = Pattern.compile("\\(\\|\\|\\|(\\d+)\\|\\)");

    private final Socket control;
    private final BufferedReader replies;

    private FtpVisitor(Socket control) throws IOException {
        this.control = control;
        this.replies = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Logs in. The connection is closed if that fails. */
    static FtpVisitor login(int port, String user, String password) throws IOException {
        Socket control = new Socket(InetAddress.getLoopbackAddress(), port);
        boolean complete = false;
        try {
            FtpVisitor visitor = new FtpVisitor(control);
            visitor.receive();
            visitor.ask("FEAT");
            visitor.ask("USER " + user);
            String reply = visitor.ask("PASS " + password);
            if (!reply.startsWith("230")) {
                throw new IOException("not logged in: " + reply);
            }
            visitor.ask("PWD");
            visitor.ask("TYPE I");
            complete = true;
            return visitor;
        } finally {
            if (!complete) {
                control.close();
            }
        }
    }

    /** Makes a directory with so many small files and a big one, and gets them all. */
    void visit(String directory, int files, int big) throws IOException {
        ask("MKD " + directory);
        byte[] small = new byte[4096];
        for (int i = 0; i < files; i++) {
            put(directory + "/" + i, small, 1);
            ask("MFMT 20260102030405 " + directory + "/" + i);
        }
        byte[] block = new byte[64 << 10];
        put(directory + "/big", block, big / block.length);
        get("MLSD " + directory);
        get("LIST " + directory);
        for (int i = 0; i < files; i++) {
            ask("SIZE " + directory + "/" + i);
            get("RETR " + directory + "/" + i);
        }
        get("RETR " + directory + "/big");
        ask("DELE " + directory + "/big");
    }

    private void put(String file, byte[] block, int blocks) throws IOException {
        try (Socket data = dataConnection();
                OutputStream out = data.getOutputStream()) {
            ask("STOR " + file);
            for (int i = 0; i < blocks; i++) {
                out.write(block);
            }
        }
        receive();
    }

    private void get(String command) throws IOException {
        try (Socket data = dataConnection()) {
            ask(command);
            data.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        receive();
    }

    private Socket dataConnection() throws IOException {
        String reply = ask("EPSV");
        Matcher port = EXTENDED_PASSIVE.matcher(reply);
        if (!port.find()) {
            throw new IOException("no data connection: " + reply);
        }
        return new Socket(control.getInetAddress(), Integer.parseInt(port.group(1)));
    }

    private String ask(String command) throws IOException {
        control.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return receive();
    }

    /** The last line of a reply (RFC 959, section 4.2). */
    private String receive() throws IOException {
        String line = replies.readLine();
        while (line != null && !line.matches("\\d{3} .*")) {
            line = replies.readLine();
        }
        if (line == null) {
            throw new IOException("the server has closed the connection");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        try (control) {
            ask("QUIT");
        }
    }
}
