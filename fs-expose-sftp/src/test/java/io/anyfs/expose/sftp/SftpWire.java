package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** SFTP packet by packet, as a client sends and receives them: nothing is checked, mended or hidden. */
final class SftpWire implements Closeable {

    static final int READ = 1;
    static final int WRITE = 2;
    static final int APPEND = 4;
    static final int CREATE = 8;
    static final int TRUNCATE = 16;
    static final int EXCLUSIVE = 32;

    private final ClientSession session;
    private final ChannelSubsystem channel;
    private final OutputStream out;
    private final DataInputStream in;
    private int lastId;

    private SftpWire(ClientSession session, ChannelSubsystem channel) {
        this.session = session;
        this.channel = channel;
        this.out = channel.getInvertedIn();
        this.in = new DataInputStream(channel.getInvertedOut());
    }

    /** A reply: its type, the request it answers, and its fields. */
    record Reply(int type, int id, Buffer fields) {

        int status() {
            assertEquals(PacketType.STATUS, type, "a status was expected");
            return fields.getInt();
        }

        /** The handle of a HANDLE reply; fails with the status that came instead. */
        byte[] handle() {
            assertEquals(PacketType.HANDLE, type, this::unexpected);
            return fields.getBytes();
        }

        byte[] data() {
            assertEquals(PacketType.DATA, type, this::unexpected);
            return fields.getBytes();
        }

        Facts facts() {
            assertEquals(PacketType.ATTRS, type, this::unexpected);
            return readFacts(fields);
        }

        List<Entry> entries() {
            assertEquals(PacketType.NAME, type, this::unexpected);
            List<Entry> entries = new ArrayList<>();
            for (int left = fields.getInt(); left > 0; left--) {
                entries.add(new Entry(fields.getString(), fields.getString(), readFacts(fields)));
            }
            return entries;
        }

        private String unexpected() {
            return type == PacketType.STATUS
                    ? "status " + fields.getInt() + ": " + fields.getString()
                    : "reply of type " + type;
        }
    }

    /** Attributes as they came; -1 for what did not. */
    record Facts(long size, int uid, int gid, int permissions, long accessed, long modified) {}

    /** One name of a NAME reply. */
    record Entry(String name, String longName, Facts facts) {}

    /** Opens the subsystem and agrees on the version. */
    static SftpWire open(ClientSession session) throws IOException {
        SftpWire wire = openRaw(session);
        wire.init();
        return wire;
    }

    /** Opens the subsystem and says nothing yet. */
    static SftpWire openRaw(ClientSession session) throws IOException {
        ChannelSubsystem channel = session.createSubsystemChannel("sftp");
        channel.open().verify(Served.PATIENCE);
        return new SftpWire(session, channel);
    }

    /** Sends INIT; the fields of the VERSION reply. */
    Buffer init() throws IOException {
        sendBytes(packet(PacketType.INIT, buffer -> buffer.putUInt(3)));
        byte[] reply = receiveBytes();
        assertEquals(PacketType.VERSION, reply[0]);
        return new ByteArrayBuffer(reply, 1, reply.length - 1);
    }

    /** Sends a request and waits for its reply. */
    Reply ask(int type, Consumer<Buffer> fields) throws IOException {
        int id = send(type, fields);
        Reply reply = receive();
        assertEquals(id, reply.id());
        return reply;
    }

    /** Sends a request without waiting; its id. */
    int send(int type, Consumer<Buffer> fields) throws IOException {
        int id = ++lastId;
        sendBytes(packet(type, buffer -> {
            buffer.putUInt(id);
            fields.accept(buffer);
        }));
        return id;
    }

    Reply receive() throws IOException {
        byte[] reply = receiveBytes();
        Buffer fields = new ByteArrayBuffer(reply);
        return new Reply(fields.getUByte(), fields.getInt(), fields);
    }

    /** Sends any bytes at all. */
    void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    static byte[] packet(int type, Consumer<Buffer> fields) {
        Buffer buffer = new ByteArrayBuffer();
        buffer.putUInt(0);
        buffer.putByte((byte) type);
        fields.accept(buffer);
        int length = buffer.available();
        buffer.wpos(0);
        buffer.putUInt(length - Integer.BYTES);
        buffer.wpos(length);
        return buffer.getCompactData();
    }

    // ---------------------------------------------------------------- what most tests need

    byte[] open(String path, int flags) throws IOException {
        return tryOpen(path, flags).handle();
    }

    Reply tryOpen(String path, int flags) throws IOException {
        return ask(PacketType.OPEN, buffer -> {
            buffer.putString(path);
            buffer.putUInt(flags);
            buffer.putUInt(0);
        });
    }

    int write(byte[] handle, long position, String text) throws IOException {
        return write(handle, position, text.getBytes(StandardCharsets.UTF_8));
    }

    int write(byte[] handle, long position, byte[] bytes) throws IOException {
        return ask(PacketType.WRITE, buffer -> {
                    buffer.putBytes(handle);
                    buffer.putLong(position);
                    buffer.putBytes(bytes);
                })
                .status();
    }

    Reply read(byte[] handle, long position, int length) throws IOException {
        return ask(PacketType.READ, buffer -> {
            buffer.putBytes(handle);
            buffer.putLong(position);
            buffer.putUInt(length);
        });
    }

    int close(byte[] handle) throws IOException {
        return ask(PacketType.CLOSE, buffer -> buffer.putBytes(handle)).status();
    }

    /** A request whose only field is a path. */
    Reply path(int type, String path) throws IOException {
        return ask(type, buffer -> buffer.putString(path));
    }

    Reply paths(int type, String first, String second) throws IOException {
        return ask(type, buffer -> {
            buffer.putString(first);
            buffer.putString(second);
        });
    }

    Reply extended(String name, Consumer<Buffer> fields) throws IOException {
        return ask(PacketType.EXTENDED, buffer -> {
            buffer.putString(name);
            fields.accept(buffer);
        });
    }

    /** Says that no more requests come. */
    void endInput() throws IOException {
        out.close();
    }

    /** Waits until the server has ended the channel; how many bytes came until then. */
    int readToEnd() throws IOException {
        int bytes = 0;
        while (in.read() >= 0) {
            bytes++;
        }
        return bytes;
    }

    /** Ends the connection without a word, as a client that is killed. */
    void cut() throws IOException {
        session.close(true).await(Served.PATIENCE);
    }

    @Override
    public void close() {
        channel.close(true);
        session.close(true);
    }

    private byte[] receiveBytes() throws IOException {
        byte[] packet = new byte[in.readInt()];
        in.readFully(packet);
        return packet;
    }

    private static Facts readFacts(Buffer fields) {
        int flags = fields.getInt();
        long size = (flags & 1) != 0 ? fields.getLong() : -1;
        int uid = (flags & 2) != 0 ? fields.getInt() : -1;
        int gid = (flags & 2) != 0 ? fields.getInt() : -1;
        int permissions = (flags & 4) != 0 ? fields.getInt() : -1;
        long accessed = (flags & 8) != 0 ? fields.getUInt() : -1;
        long modified = (flags & 8) != 0 ? fields.getUInt() : -1;
        return new Facts(size, uid, gid, permissions, accessed, modified);
    }
}
