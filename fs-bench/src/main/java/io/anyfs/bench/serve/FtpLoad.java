package io.anyfs.bench.serve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of FTP that costs little: one control connection, a data connection for each transfer. */
final class FtpLoad implements Closeable {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final Pattern PORT = Pattern.compile("\\|\\|\\|(\\d+)\\|");

    private final Socket control;
    private final InputStream replies;
    private final byte[] buffer = new byte[256 * 1024];

    private FtpLoad(Socket control) throws IOException {
        this.control = control;
        this.replies = new BufferedInputStream(control.getInputStream());
    }

    /** Logs in. */
    static FtpLoad login(int port, String user, String password) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        FtpLoad client = new FtpLoad(socket);
        boolean done = false;
        try {
            client.expect("220");
            client.say("USER " + user, "331");
            client.say("PASS " + password, "230");
            client.say("TYPE I", "200");
            done = true;
            return client;
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    void store(String path, byte[] content) throws IOException {
        try (Socket data = passive()) {
            say("STOR " + path, "1");
            data.getOutputStream().write(content);
        }
        expect("226");
    }

    /** Fetches a file or a listing; how many bytes came. */
    long fetch(String command) throws IOException {
        long bytes = 0;
        try (Socket data = passive();
                InputStream in = data.getInputStream()) {
            say(command, "1");
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        }
        expect("226");
        return bytes;
    }

    void say(String command, String code) throws IOException {
        control.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        expect(code);
    }

    private Socket passive() throws IOException {
        control.getOutputStream().write("EPSV\r\n".getBytes(StandardCharsets.UTF_8));
        String reply = expect("229");
        Matcher port = PORT.matcher(reply);
        if (!port.find()) {
            throw new IOException("no port in: " + reply);
        }
        Socket data = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
        data.setSoTimeout(TIMEOUT_MILLIS);
        return data;
    }

    private String expect(String code) throws IOException {
        String first = line();
        String line = first;
        while (first.length() > 3 && first.charAt(3) == '-' && !line.startsWith(first.substring(0, 3) + " ")) {
            line = line();
        }
        if (!first.startsWith(code)) {
            throw new IOException(code + " was expected, not: " + first);
        }
        return first;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int b = replies.read(); b != '\n'; b = replies.read()) {
            if (b < 0) {
                throw new EOFException("the server has gone");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        control.close();
    }
}
