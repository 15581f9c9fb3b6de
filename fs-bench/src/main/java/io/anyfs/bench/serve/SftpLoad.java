package io.anyfs.bench.serve;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Packets of SFTP over OpenSSH's {@code ssh}, so that a client costs little. */
final class SftpLoad implements Closeable {

    private static final byte INIT = 1;
    private static final byte CLOSE = 4;
    private static final byte OPENDIR = 11;
    private static final byte READDIR = 12;
    private static final byte STAT = 17;
    private static final byte STATUS = 101;
    private static final byte HANDLE = 102;
    private static final byte NAME = 104;
    private static final byte ATTRS = 105;

    private final Process ssh;
    private final OutputStream out;
    private final DataInputStream in;

    private SftpLoad(Process ssh) {
        this.ssh = ssh;
        this.out = ssh.getOutputStream();
        this.in = new DataInputStream(new BufferedInputStream(ssh.getInputStream(), 256 * 1024));
    }

    /** Logs in and agrees on the version. */
    static SftpLoad login(List<String> sshOptions, String user) throws IOException {
        List<String> command = new ArrayList<>(List.of("ssh", "-x", "-a"));
        command.addAll(sshOptions);
        command.addAll(List.of("-s", user + "@127.0.0.1", "sftp"));
        SftpLoad client = new SftpLoad(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        client.send(new byte[] {0, 0, 0, 5, INIT, 0, 0, 0, 3});
        client.reply();
        return client;
    }

    /** Asks for the facts of a file so often, with so many questions on their way at once. */
    void stats(String path, int count, int atOnce) throws IOException {
        byte[] question = request(STAT, path.getBytes(StandardCharsets.UTF_8));
        int half = Math.max(1, atOnce / 2);
        byte[] questions = new byte[half * question.length];
        for (int i = 0; i < half; i++) {
            System.arraycopy(question, 0, questions, i * question.length, question.length);
        }
        int sent = 0;
        int answered = 0;
        while (answered < count) {
            while (sent < count && sent - answered <= atOnce - half) {
                out.write(questions);
                out.flush();
                sent += half;
            }
            if (reply().get(0) != ATTRS) {
                throw new IOException("no facts of " + path);
            }
            answered++;
        }
        while (answered < sent) {
            reply();
            answered++;
        }
    }

    /** Reads a directory; how many entries it has. */
    int list(String path) throws IOException {
        send(request(OPENDIR, path.getBytes(StandardCharsets.UTF_8)));
        byte[] handle = handle(reply());
        int entries = 0;
        ByteBuffer reply;
        do {
            send(request(READDIR, handle));
            reply = reply();
            entries += reply.get(0) == NAME ? reply.getInt(5) : 0;
        } while (reply.get(0) != STATUS);
        send(request(CLOSE, handle));
        reply();
        return entries;
    }

    private static byte[] handle(ByteBuffer reply) throws IOException {
        if (reply.get(0) != HANDLE) {
            throw new IOException("no handle, but a reply of type " + reply.get(0));
        }
        byte[] handle = new byte[reply.getInt(5)];
        reply.position(9).get(handle);
        return handle;
    }

    private static byte[] request(byte type, byte[] text) {
        int length = 1 + Integer.BYTES + Integer.BYTES + text.length;
        byte[] packet = new byte[Integer.BYTES + length];
        ByteBuffer.wrap(packet)
                .putInt(length)
                .put(type)
                .putInt(7)
                .putInt(text.length)
                .put(text);
        return packet;
    }

    private void send(byte[] packet) throws IOException {
        out.write(packet);
        out.flush();
    }

    private ByteBuffer reply() throws IOException {
        try {
            byte[] packet = new byte[in.readInt()];
            in.readFully(packet);
            return ByteBuffer.wrap(packet);
        } catch (EOFException ended) {
            throw new IOException("ssh has ended", ended);
        }
    }

    @Override
    public void close() throws IOException {
        ssh.destroy();
        try {
            ssh.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
