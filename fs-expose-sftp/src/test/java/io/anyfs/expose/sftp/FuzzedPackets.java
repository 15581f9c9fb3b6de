package io.anyfs.expose.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.sshd.common.util.buffer.Buffer;

/** Packets of SFTP: what the protocol allows, and the same spoiled. Equal seeds give equal packets for equal handles. */
final class FuzzedPackets {

    private static final List<String> EXTENSIONS = Stream.concat(
                    Arrays.stream(Extension.values()).map(Extension::wireName),
                    Stream.of(
                            "hardlink@openssh.com",
                            "users-groups-by-id@openssh.com",
                            "check-file-name",
                            "check-file-handle",
                            "check-file",
                            "md5-hash",
                            "md5-hash-handle",
                            "space-available",
                            "vendor-id",
                            "version-select",
                            "nobody@example.org",
                            ""))
            .distinct()
            .toList();

    private static final List<String> PATHS = List.of(
            "/",
            ".",
            "..",
            "",
            "file",
            "/file",
            "dir",
            "/dir/",
            "/dir/inner",
            "missing",
            "../..",
            "/../../etc/passwd",
            "//",
            "/fuzz0",
            "/fuzz1",
            "/fuzz2",
            "dir/../file",
            "~",
            "~alice",
            "a\\b",
            "a b",
            "ünï",
            "\uD83D\uDE00",
            "nul\u0000x",
            "line\nfeed",
            "bell\u0007",
            "a/".repeat(3_000),
            "n".repeat(300),
            "*");

    private static final long[] NUMBERS = {
        0,
        1,
        2,
        7,
        100,
        32_768,
        65_536,
        262_144,
        1L << 20,
        1L << 31,
        1L << 32,
        1L << 62,
        Long.MAX_VALUE,
        -1,
        Long.MIN_VALUE
    };

    /** More than one packet may change a file by, so that the memory of the test is enough. */
    private static final int LARGEST_SIZE = 1 << 20;

    private final Random random;
    private final List<byte[]> handles;
    private int made;

    FuzzedPackets(Random random, List<byte[]> handles) {
        this.random = random;
        this.handles = handles;
    }

    /** How many packets it has made. */
    int made() {
        return made;
    }

    /** A packet whose length is right, with an id. */
    byte[] framed() {
        made++;
        int kind = random.nextInt(10);
        int type = kind < 8
                ? PacketType.OPEN + random.nextInt(PacketType.SYMLINK - PacketType.OPEN + 1)
                : kind < 9 ? PacketType.EXTENDED : random.nextInt(256);
        byte[] packet = SftpWire.packet(type, buffer -> {
            buffer.putUInt(made);
            if (type == PacketType.EXTENDED) {
                buffer.putString(oneOf(EXTENSIONS));
            }
            fields(type, buffer);
        });
        return random.nextInt(3) == 0 ? spoiled(packet) : packet;
    }

    /** Bytes that no server can make sense of. */
    byte[] unframed() {
        made++;
        byte[] garbage = new byte[random.nextInt(200)];
        random.nextBytes(garbage);
        return switch (random.nextInt(3)) {
            case 0 -> garbage;
            case 1 ->
                ByteBuffer.allocate(Integer.BYTES + garbage.length)
                        .putInt((int) oneOf(NUMBERS))
                        .put(garbage)
                        .array();
            default -> Arrays.copyOf(framed(), 7);
        };
    }

    private void fields(int type, Buffer buffer) {
        if (random.nextInt(8) == 0) {
            anyFields(buffer);
            return;
        }
        switch (type) {
            case PacketType.OPEN -> {
                path(buffer);
                buffer.putUInt(random.nextInt(64));
                attributes(buffer);
            }
            case PacketType.CLOSE, PacketType.FSTAT, PacketType.READDIR -> handle(buffer);
            case PacketType.READ -> {
                handle(buffer);
                buffer.putLong(oneOf(NUMBERS));
                buffer.putInt(number());
            }
            case PacketType.WRITE -> {
                handle(buffer);
                buffer.putLong(random.nextBoolean() ? random.nextInt(LARGEST_SIZE) : oneOf(NUMBERS));
                buffer.putBytes(new byte[random.nextInt(2_000)]);
            }
            case PacketType.FSETSTAT -> {
                handle(buffer);
                attributes(buffer);
            }
            case PacketType.SETSTAT, PacketType.MKDIR -> {
                path(buffer);
                attributes(buffer);
            }
            case PacketType.RENAME, PacketType.SYMLINK -> {
                path(buffer);
                path(buffer);
            }
            case PacketType.EXTENDED -> {
                if (random.nextBoolean()) {
                    handle(buffer);
                    buffer.putLong(oneOf(NUMBERS));
                    buffer.putLong(oneOf(NUMBERS));
                    handle(buffer);
                    buffer.putLong(random.nextInt(LARGEST_SIZE));
                } else {
                    path(buffer);
                    path(buffer);
                    attributes(buffer);
                }
            }
            default -> path(buffer);
        }
    }

    private void anyFields(Buffer buffer) {
        for (int count = random.nextInt(6); count > 0; count--) {
            switch (random.nextInt(4)) {
                case 0 -> path(buffer);
                case 1 -> handle(buffer);
                case 2 -> buffer.putLong(oneOf(NUMBERS));
                default -> buffer.putInt(number());
            }
        }
    }

    private void path(Buffer buffer) {
        String path = oneOf(PATHS);
        buffer.putBytes(path.getBytes(random.nextInt(10) == 0 ? ISO_8859_1 : UTF_8));
    }

    private void handle(Buffer buffer) {
        if (!handles.isEmpty() && random.nextInt(5) > 0) {
            buffer.putBytes(oneOf(handles));
        } else {
            buffer.putBytes(new byte[random.nextInt(9)]);
        }
    }

    private void attributes(Buffer buffer) {
        int flags = random.nextInt(16) | (random.nextInt(10) == 0 ? 0x80000000 : 0);
        buffer.putInt(flags);
        if ((flags & 1) != 0) {
            buffer.putLong(random.nextBoolean() ? random.nextInt(LARGEST_SIZE) : oneOf(NUMBERS));
        }
        for (int rest = Integer.bitCount(flags & 2) * 2 + Integer.bitCount(flags & 4) + Integer.bitCount(flags & 8) * 2;
                rest > 0;
                rest--) {
            buffer.putInt(number());
        }
        if (flags < 0) {
            buffer.putInt(number());
            buffer.putString("acl@example.org");
            buffer.putString("x");
        }
    }

    /** Changed behind the length and the type, so that the packet is still a request, perhaps with another id. */
    private byte[] spoiled(byte[] packet) {
        byte[] spoiled = packet.clone();
        int begin = Integer.BYTES + 1 + Integer.BYTES;
        for (int changes = random.nextInt(4); changes > 0 && spoiled.length > begin; changes--) {
            spoiled[begin + random.nextInt(spoiled.length - begin)] = (byte) random.nextInt();
        }
        if (random.nextInt(3) == 0) {
            spoiled = Arrays.copyOf(spoiled, begin + random.nextInt(spoiled.length - begin + 1));
            ByteBuffer.wrap(spoiled).putInt(spoiled.length - Integer.BYTES);
        }
        return spoiled;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private int number() {
        return (int) oneOf(NUMBERS);
    }

    private long oneOf(long[] all) {
        return all[random.nextInt(all.length)];
    }
}
