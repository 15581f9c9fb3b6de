package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.READ;
import static io.anyfs.expose.sftp.SftpWire.TRUNCATE;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Space;
import io.anyfs.expose.sftp.SftpWire.Reply;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sshd.common.util.buffer.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("usually-once")
class ExtensionsTest {

    private static final int OK = SftpStatus.OK.code();
    private static final String HASHES = "md5,sha1,sha224,sha256,sha384,sha512,crc32";
    private static final int UNSUPPORTED = SftpStatus.OP_UNSUPPORTED.code();

    @Test
    void a_storage_that_can_all_but_survive_power_loss_has_all_but_fsync() throws IOException {
        try (Served served = Served.memory()) {
            assertEquals(
                    Map.ofEntries(
                            entry("posix-rename@openssh.com", "1"),
                            entry("statvfs@openssh.com", "2"),
                            entry("fstatvfs@openssh.com", "2"),
                            entry("hardlink@openssh.com", "1"),
                            entry("lsetstat@openssh.com", "1"),
                            entry("limits@openssh.com", "1"),
                            entry("expand-path@openssh.com", "1"),
                            entry("home-directory", "1"),
                            entry("copy-data", "1"),
                            entry("users-groups-by-id@openssh.com", "1"),
                            entry("check-file", HASHES),
                            entry("check-file-handle", "1"),
                            entry("check-file-name", "1"),
                            entry("md5-hash", "1"),
                            entry("md5-hash-handle", "1")),
                    advertised(served));
        }
    }

    @Test
    void what_cannot_work_is_not_advertised() throws IOException {
        FileSystem storage =
                Limited.without(new MemoryBackend(MemoryOptions.DEFAULT), Capability.WRITE, Capability.SPACE);
        try (Served served = Served.of(storage)) {
            assertEquals(
                    Map.of(
                            "limits@openssh.com", "1",
                            "expand-path@openssh.com", "1",
                            "home-directory", "1",
                            "users-groups-by-id@openssh.com", "1",
                            "check-file", HASHES,
                            "check-file-handle", "1",
                            "check-file-name", "1",
                            "md5-hash", "1",
                            "md5-hash-handle", "1"),
                    advertised(served));
        }
    }

    @Test
    void an_unknown_extension_is_unsupported() throws IOException {
        try (Served served = Served.memory()) {
            SftpWire wire = served.wire();
            assertEquals(
                    UNSUPPORTED,
                    wire.extended("unknown@example.org", buffer -> {
                                buffer.putString("/a");
                                buffer.putString("/b");
                            })
                            .status());
        }
    }

    @Test
    void the_space_of_the_storage_is_told_by_path_and_by_handle() throws IOException {
        try (Served served = Served.of(MemoryFileSystem.create(MemoryOptions.DEFAULT.withQuotaBytes(40_960_000)))) {
            served.files.write("/file", "x".repeat(4_096_000));
            SftpWire wire = served.wire();
            Space space = served.files.space(FsPath.ROOT);
            byte[] handle = wire.open("/file", READ);

            Reply byPath = wire.extended("statvfs@openssh.com", buffer -> buffer.putString("/"));
            Reply byHandle = wire.extended("fstatvfs@openssh.com", buffer -> buffer.putBytes(handle));

            for (Reply reply : new Reply[] {byPath, byHandle}) {
                assertEquals(PacketType.EXTENDED_REPLY, reply.type());
                Buffer fields = reply.fields();
                long blockSize = fields.getLong();
                assertEquals(blockSize, fields.getLong());
                assertEquals(space.total() / blockSize, fields.getLong());
                assertEquals(space.free() / blockSize, fields.getLong());
                assertEquals(space.usable() / blockSize, fields.getLong());
                for (int i = 0; i < 4; i++) {
                    assertEquals(0, fields.getLong());
                }
                assertEquals(0, fields.getLong());
                assertEquals(255, fields.getLong());
                assertEquals(0, fields.available());
            }
        }
    }

    @Test
    void the_limits_are_told() throws IOException {
        try (Served served = Served.of(MemoryFileSystem.create(), Served.HURRIED.withMaxOpenFiles(77))) {
            Reply reply = served.wire().extended("limits@openssh.com", buffer -> {});

            assertEquals(PacketType.EXTENDED_REPLY, reply.type());
            assertEquals(PacketAssembler.MAX_PACKET, reply.fields().getLong());
            assertEquals(261_120, reply.fields().getLong());
            assertEquals(262_144, reply.fields().getLong());
            assertEquals(77, reply.fields().getLong());
        }
    }

    @Test
    void home_is_the_root_however_it_is_asked_for() throws IOException {
        try (Served served = Served.memory()) {
            SftpWire wire = served.wire();

            assertEquals("/", name(wire.extended("home-directory", buffer -> buffer.putString("alice"))));
            assertEquals("/", expand(wire, "~"));
            assertEquals("/a/b", expand(wire, "~/a/b"));
            assertEquals("/a", expand(wire, "a"));
            assertEquals("/~a", expand(wire, "/~a"));
        }
    }

    @Test
    void data_is_copied_from_file_to_file_within_the_server() throws IOException {
        try (Served served = Served.memory()) {
            String content = "0123456789".repeat(100_000);
            served.files.write("/source", content);
            SftpWire wire = served.wire();
            byte[] source = wire.open("/source", READ);
            byte[] whole = wire.open("/whole", WRITE | CREATE | TRUNCATE);
            byte[] part = wire.open("/part", WRITE | CREATE | TRUNCATE);

            assertEquals(OK, copy(wire, source, 0, 0, whole, 0));
            assertEquals(OK, copy(wire, source, 5, 10, part, 0));
            assertEquals(OK, copy(wire, source, 0, 3, part, 10));
            assertFalse(served.files.exists("/whole"));
            assertEquals(OK, wire.close(whole));
            assertEquals(OK, wire.close(part));

            assertEquals(content, served.files.readString("/whole"));
            assertEquals("5678901234012", served.files.readString("/part"));
            assertEquals(SftpStatus.FAILURE.code(), copy(wire, whole, 0, 0, source, 0));
        }
    }

    @Test
    void forcing_to_disk_is_unsupported_where_nothing_survives() throws IOException {
        try (Served served = Served.memory()) {
            SftpWire wire = served.wire();
            byte[] handle = wire.open("/file", WRITE | CREATE | TRUNCATE);
            assertEquals(
                    UNSUPPORTED,
                    wire.extended("fsync@openssh.com", buffer -> buffer.putBytes(handle))
                            .status());
            assertEquals(OK, wire.close(handle));
            assertTrue(served.files.exists("/file"));
        }
    }

    private static int copy(SftpWire wire, byte[] source, long from, long length, byte[] target, long to)
            throws IOException {
        return wire.extended("copy-data", buffer -> {
                    buffer.putBytes(source);
                    buffer.putLong(from);
                    buffer.putLong(length);
                    buffer.putBytes(target);
                    buffer.putLong(to);
                })
                .status();
    }

    private static String expand(SftpWire wire, String path) throws IOException {
        return name(wire.extended("expand-path@openssh.com", buffer -> buffer.putString(path)));
    }

    private static String name(Reply reply) {
        return reply.entries().get(0).name();
    }

    private static Map<String, String> advertised(Served served) throws IOException {
        try (SftpWire wire = SftpWire.openRaw(served.login())) {
            Buffer fields = wire.init();
            assertEquals(3, fields.getInt());
            Map<String, String> extensions = new TreeMap<>();
            while (fields.available() > 0) {
                extensions.put(fields.getString(), fields.getString());
            }
            return extensions;
        }
    }
}
