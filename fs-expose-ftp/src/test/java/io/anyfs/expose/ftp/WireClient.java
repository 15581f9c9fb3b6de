package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that says exactly what a test tells it to say. */
final class WireClient implements Closeable {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Pattern EPSV_PORT = Pattern.compile("\\(\\|\\|\\|(\\d+)\\|\\)");

    private Socket control;
    private InputStream in;

    private WireClient(Socket control) throws IOException {
        this.control = control;
        this.in = new BufferedInputStream(control.getInputStream());
    }

    /** Talks over a socket that is connected. */
    static WireClient on(Socket control) throws IOException {
        return new WireClient(control);
    }

    /** Connects, and reads nothing. */
    static WireClient connectSilently(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new WireClient(socket);
    }

    /** Connects, and reads the greeting. */
    static WireClient connect(FtpServer server) throws IOException {
        WireClient client = connectSilently(server.address());
        client.expect(220);
        return client;
    }

    /** Connects and logs in as alice, with TYPE I. */
    static WireClient login(FtpServer server) throws IOException {
        WireClient client = connect(server);
        client.say("USER alice", 331);
        client.say("PASS secret", 230);
        client.say("TYPE I", 200);
        return client;
    }

    Socket control() {
        return control;
    }

    /** From here on all that is said goes through a socket above the one that there is. */
    void over(Socket secure) throws IOException {
        control = secure;
        in = new BufferedInputStream(secure.getInputStream());
    }

    /** Sends a line and reads nothing. */
    WireClient send(String line) throws IOException {
        return sendRaw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    WireClient sendRaw(byte[] bytes) throws IOException {
        control.getOutputStream().write(bytes);
        control.getOutputStream().flush();
        return this;
    }

    /** Sends a command, and reads its reply, which has to have this code. Returns the reply's text, with all its lines. */
    String say(String command, int code) throws IOException {
        send(command);
        String reply = reply();
        assertEquals(Integer.toString(code), reply.substring(0, 3), () -> command + " was answered: " + reply);
        return reply;
    }

    /** Reads a reply, which has to have this code. */
    String expect(int code) throws IOException {
        String reply = reply();
        assertEquals(Integer.toString(code), reply.substring(0, 3), () -> "the reply was: " + reply);
        return reply;
    }

    /** Reads a reply: one line, or several joined by LF. */
    String reply() throws IOException {
        String first = line();
        if (first.length() < 4 || first.charAt(3) != '-') {
            return first;
        }
        StringBuilder reply = new StringBuilder(first);
        String end = first.substring(0, 3) + " ";
        String line;
        do {
            line = line();
            reply.append('\n').append(line);
        } while (!line.startsWith(end));
        return reply.toString();
    }

    /** Fails the test unless the server closes the control connection now; replies before that are read. */
    void expectClosed() throws IOException {
        try {
            while (in.read() >= 0) {
                // Whatever it still says.
            }
        } catch (SocketException reset) {
            // Closed as well.
        }
    }

    /** Agrees on a passive data connection, and opens it. */
    Socket passive() throws IOException {
        Socket data = new Socket(control.getInetAddress(), passivePort());
        data.setSoTimeout(TIMEOUT_MILLIS);
        return data;
    }

    int passivePort() throws IOException {
        return portIn(say("EPSV", 229));
    }

    /** The port that a reply to EPSV names. */
    static int portIn(String reply) {
        Matcher port = EPSV_PORT.matcher(reply);
        assertTrue(port.find(), reply);
        return Integer.parseInt(port.group(1));
    }

    /** Uploads, and reads the last reply. */
    String upload(String command, byte[] content, int code) throws IOException {
        try (Socket data = passive()) {
            say(command, 150);
            data.getOutputStream().write(content);
        }
        return expect(code);
    }

    /** Downloads a file or a listing. */
    byte[] download(String command) throws IOException {
        try (Socket data = passive()) {
            say(command, 150);
            byte[] content = data.getInputStream().readAllBytes();
            expect(226);
            return content;
        }
    }

    String downloadText(String command) throws IOException {
        return new String(download(command), StandardCharsets.UTF_8);
    }

    /** Reads one line of a reply. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the control connection, after: " + line);
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\r"), () -> "a line without CR: " + text);
        return text.substring(0, text.length() - 1);
    }

    /** Closes with a reset, not in an orderly way. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        control.close();
    }
}
