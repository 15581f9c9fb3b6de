package io.anyfs.expose.sftp;

import io.anyfs.FileInfo;
import io.anyfs.Space;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** The replies of SFTP version 3: draft-ietf-secsh-filexfer-02, section 7. */
final class Replies {

    /** What is before the bytes of a file in a reply: length, type, request, count. */
    static final int DATA_HEADER = 13;

    private final ReplyBatch batch;
    private final boolean readOnly;

    Replies(ReplyBatch batch, boolean readOnly) {
        this.batch = batch;
        this.readOnly = readOnly;
    }

    void version(int version, List<Extension> extensions) throws IOException {
        Buffer packet = new ByteArrayBuffer(256);
        packet.putUInt(0);
        packet.putByte((byte) PacketType.VERSION);
        packet.putUInt(version);
        for (Extension extension : extensions) {
            packet.putString(extension.wireName());
            packet.putString(extension.version());
        }
        send(packet);
    }

    void ok(int id) throws IOException {
        status(id, SftpStatus.OK, "Success");
    }

    void status(int id, SftpStatus status, String message) throws IOException {
        Buffer packet = begin(PacketType.STATUS, id, 64);
        packet.putUInt(status.code());
        packet.putString(message);
        packet.putString("en");
        send(packet);
    }

    void handle(int id, int handle) throws IOException {
        Buffer packet = begin(PacketType.HANDLE, id, 32);
        packet.putUInt(Integer.BYTES);
        packet.putUInt(handle & 0xFFFF_FFFFL);
        send(packet);
    }

    void attributes(int id, FileInfo info) throws IOException {
        Buffer packet = begin(PacketType.ATTRS, id, 64);
        SftpAttributes.write(packet, info, readOnly);
        send(packet);
    }

    /** A name without attributes, as REALPATH and READLINK answer. */
    void name(int id, String name) throws IOException {
        Buffer packet = begin(PacketType.NAME, id, 64 + 2 * name.length());
        packet.putUInt(1);
        packet.putString(name, StandardCharsets.UTF_8);
        packet.putString(name, StandardCharsets.UTF_8);
        packet.putUInt(0);
        send(packet);
    }

    /** Sends bytes that are in the reply's array already, behind room for the header, so that they are not copied. */
    void data(int id, byte[] reply, int count) throws IOException {
        Buffer header = new ByteArrayBuffer(reply, 0, 0);
        header.wpos(0);
        header.putUInt(DATA_HEADER - Integer.BYTES + count);
        header.putByte((byte) PacketType.DATA);
        header.putUInt(id & 0xFFFF_FFFFL);
        header.putUInt(count);
        batch.add(reply, 0, DATA_HEADER + count);
    }

    /** The limits@openssh.com reply: OpenSSH's PROTOCOL file, section 4.8. */
    void limits(int id, long maxPacket, long maxRead, long maxWrite, long maxHandles) throws IOException {
        extended(id, packet -> {
            packet.putLong(maxPacket);
            packet.putLong(maxRead);
            packet.putLong(maxWrite);
            packet.putLong(maxHandles);
        });
    }

    /** The statvfs@openssh.com reply: OpenSSH's PROTOCOL file, section 4.4. */
    void space(int id, Space space, int maxNameBytes) throws IOException {
        int block = 4096;
        extended(id, packet -> {
            packet.putLong(block);
            packet.putLong(block);
            packet.putLong(space.total() / block);
            packet.putLong(space.free() / block);
            packet.putLong(space.usable() / block);
            // Numbers of files: unknown, and 0 is how such filesystems say so.
            packet.putLong(0);
            packet.putLong(0);
            packet.putLong(0);
            packet.putLong(0);
            packet.putLong(readOnly ? 1 : 0);
            packet.putLong(maxNameBytes);
        });
    }

    /** Hashes of blocks, one behind the other: draft-ietf-secsh-filexfer-extensions-00, section 3. */
    void hashes(int id, String what, FileHash hash, byte[] hashes) throws IOException {
        extended(id, packet -> {
            packet.putString(what);
            packet.putString(hash.wireName());
            packet.putRawBytes(hashes);
        });
    }

    /** One hash: section 4 there. */
    void hash(int id, String what, byte[] hash) throws IOException {
        extended(id, packet -> {
            packet.putString(what);
            packet.putBytes(hash);
        });
    }

    /** The users-groups-by-id@openssh.com reply: OpenSSH's PROTOCOL file. */
    void names(int id, List<String> owners, List<String> groups) throws IOException {
        extended(id, packet -> {
            packet.putBytes(list(owners));
            packet.putBytes(list(groups));
        });
    }

    private static byte[] list(List<String> names) {
        Buffer list = new ByteArrayBuffer(64);
        names.forEach(name -> list.putString(name, StandardCharsets.UTF_8));
        return list.getCompactData();
    }

    Buffer begin(int type, int id, int expectedSize) {
        Buffer packet = new ByteArrayBuffer(Math.max(64, expectedSize));
        packet.putUInt(0);
        packet.putByte((byte) type);
        packet.putUInt(id & 0xFFFF_FFFFL);
        return packet;
    }

    void send(Buffer packet) throws IOException {
        BufferUtils.updateLengthPlaceholder(packet, 0);
        batch.add(packet.array(), packet.rpos(), packet.available());
    }

    private void extended(int id, Consumer<Buffer> content) throws IOException {
        Buffer packet = begin(PacketType.EXTENDED_REPLY, id, 128);
        content.accept(packet);
        send(packet);
    }
}
