package io.anyfs.s3.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** One client's connection to a wire, and the connection to the server that belongs to it. */
final class WireConnection implements Closeable {

    /** Servers close idle connections after 20 s and more; a request that meets the close would fail for nothing. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(5);

    private final S3Wire wire;
    private final Peer client;
    private Optional<Peer> server = Optional.empty();
    private long lastUse;
    private boolean closed;

    WireConnection(S3Wire wire, Socket client) throws IOException {
        this.wire = wire;
        this.client = new Peer(client);
    }

    /** One end of the wire. */
    private record Peer(Socket socket, InputStream in, OutputStream out) {

        Peer(Socket socket) throws IOException {
            this(
                    socket,
                    new BufferedInputStream(socket.getInputStream(), 64 * 1024),
                    new BufferedOutputStream(socket.getOutputStream(), 16 * 1024));
            socket.setTcpNoDelay(true);
        }

        HttpHead readHead() throws IOException {
            return HttpHead.read(in).orElseThrow(() -> new EOFException("Closed without an answer"));
        }

        void send(HttpHead head) throws IOException {
            out.write(head.bytes());
            out.flush();
        }
    }

    /** What becomes of the client's connection after an exchange. */
    private enum Ending {
        KEEP,
        CLOSE,
        RESET
    }

    /** Serves the client until one side ends it. */
    void serve() {
        try (this) {
            Ending ending = Ending.KEEP;
            while (ending == Ending.KEEP) {
                ending = exchange();
                lastUse = System.nanoTime();
            }
            if (ending == Ending.RESET) {
                client.socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // A broken connection ends on both sides; client and server each tell of it.
        }
    }

    private Ending exchange() throws IOException {
        Optional<HttpHead> next = HttpHead.read(client.in);
        if (next.isEmpty()) {
            return Ending.CLOSE;
        }
        HttpHead request = next.get();
        RecordedRequest recorded = wire.record(request);
        Optional<Fault> chosen = wire.faultFor(recorded.operation());
        if (chosen.isEmpty()) {
            return pass(request, recorded);
        }
        Fault fault = chosen.get();
        if (fault instanceof Fault.ResetBeforeForwarding) {
            return Ending.RESET;
        }
        if (fault instanceof Fault.ErrorAnswer error) {
            return refuse(request, recorded, error);
        }
        return pass(request, recorded, fault);
    }

    private Ending pass(HttpHead request, RecordedRequest recorded) throws IOException {
        Answer answer = forward(request, recorded);
        answer.sendTo(client, recorded, Long.MAX_VALUE, -1);
        return answer.ending();
    }

    private Ending pass(HttpHead request, RecordedRequest recorded, Fault fault) throws IOException {
        Answer answer = forward(request, recorded);
        if (fault instanceof Fault.DropAnswer) {
            answer.body.relay(answer.from.in, OutputStream.nullOutputStream(), out -> out);
            return Ending.CLOSE;
        }
        if (fault instanceof Fault.ResetAnswer reset) {
            answer.sendTo(client, recorded, reset.bytes(), -1);
            return Ending.RESET;
        }
        if (fault instanceof Fault.TruncateAnswer truncation) {
            answer.sendTo(client, recorded, truncation.bytes(), -1);
            return Ending.CLOSE;
        }
        if (fault instanceof Fault.CorruptAnswer corruption) {
            answer.sendTo(client, recorded, Long.MAX_VALUE, corruption.at());
        } else if (fault instanceof Fault.DelayAnswer late) {
            wire.await(late.delay());
            answer.sendTo(client, recorded, Long.MAX_VALUE, -1);
        } else {
            throw new AssertionError(fault);
        }
        return answer.ending();
    }

    /**
     * The server's answer, of which the head has come.
     *
     * @param ending what becomes of the client's connection, unless a fault decides otherwise
     */
    private record Answer(Peer from, HttpHead head, HttpBody body, Ending ending) {

        /** Passes it on, at most so many bytes of the body, and one of them wrong if {@code corrupt} is not negative. */
        void sendTo(Peer to, RecordedRequest recorded, long limit, long corrupt) throws IOException {
            recorded.answered(head.status());
            to.send(head);
            try {
                body.relay(
                        from.in,
                        to.out,
                        out -> Taps.corrupting(Taps.cutting(Taps.counting(out, recorded::downloaded), limit), corrupt));
            } catch (Taps.Cut e) {
                // As asked: the caller ends the connection.
            }
            to.out.flush();
        }
    }

    private Answer forward(HttpHead request, RecordedRequest recorded) throws IOException {
        Peer peer = server();
        boolean wantsClose = request.has("Connection", "close");
        peer.send(request);
        if (request.has("Expect", "100-continue")) {
            HttpHead interim = peer.readHead();
            if (interim.status() >= 200) {
                // Whether the body follows nobody knows, so nothing can come behind it.
                return new Answer(peer, interim, HttpBody.ofAnswer(interim, request.method()), Ending.CLOSE);
            }
            client.send(interim);
        }
        HttpBody.ofRequest(request)
                .relay(client.in, Taps.forgiving(peer.out), out -> Taps.counting(out, recorded::uploaded));
        HttpHead head = peer.readHead();
        while (head.status() < 200) {
            head = peer.readHead();
        }
        HttpBody body = HttpBody.ofAnswer(head, request.method());
        boolean last = wantsClose || head.has("Connection", "close") || body.framing() == HttpBody.Framing.UNTIL_CLOSE;
        return new Answer(peer, head, body, last ? Ending.CLOSE : Ending.KEEP);
    }

    private Ending refuse(HttpHead request, RecordedRequest recorded, Fault.ErrorAnswer error) throws IOException {
        boolean bodyToCome = request.has("Expect", "100-continue");
        if (!bodyToCome) {
            HttpBody.ofRequest(request)
                    .relay(client.in, OutputStream.nullOutputStream(), out -> Taps.counting(out, recorded::uploaded));
        }
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + error.code()
                        + "</Code><Message>Injected by a test.</Message><RequestId>0</RequestId></Error>")
                .getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + error.status() + " " + error.code() + "\r\nContent-Type: application/xml\r\n"
                + "Content-Length: " + body.length + (bodyToCome ? "\r\nConnection: close" : "") + "\r\n\r\n";
        recorded.answered(error.status());
        client.out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (!request.method().equals("HEAD")) {
            recorded.downloaded(body.length);
            client.out.write(body);
        }
        client.out.flush();
        return bodyToCome || request.has("Connection", "close") ? Ending.CLOSE : Ending.KEEP;
    }

    private Peer server() throws IOException {
        if (server.isPresent() && System.nanoTime() - lastUse < LONGEST_IDLE.toNanos()) {
            return server.get();
        }
        Socket socket = new Socket();
        synchronized (this) {
            if (server.isPresent()) {
                server.get().socket.close();
            }
            if (closed) {
                throw new EOFException("The wire is closed");
            }
            socket.connect(
                    new InetSocketAddress(wire.server().getHost(), wire.server().getPort()));
            server = Optional.of(new Peer(socket));
            return server.get();
        }
    }

    /** Ends both connections, from any thread. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        try (client.socket) {
            if (server.isPresent()) {
                server.get().socket.close();
            }
        }
    }
}
