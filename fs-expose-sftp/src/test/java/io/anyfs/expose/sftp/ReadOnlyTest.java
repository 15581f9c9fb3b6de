package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.sftp.SftpWire.Reply;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** Read-only means every request of the protocol that could change anything, and every command. */
class ReadOnlyTest {

    @Test
    void nothing_changes_a_storage_that_is_read_only() throws IOException {
        try (FileSystem storage = MemoryFileSystem.create()) {
            storage.write("/file", "abc");
            storage.write("/other", "xyz");
            storage.createDirectory("/dir");
            storage.createSymbolicLink(FsPath.of("/link"), "file");
            List<String> before = state(storage);
            try (Served served = Served.of(storage.readOnly());
                    ClientSession session = served.login()) {
                SftpWire wire = served.wire(session);
                for (int flags : new int[] {
                    SftpWire.WRITE,
                    SftpWire.WRITE | SftpWire.CREATE,
                    SftpWire.WRITE | SftpWire.CREATE | SftpWire.TRUNCATE,
                    SftpWire.WRITE | SftpWire.CREATE | SftpWire.APPEND,
                    SftpWire.WRITE | SftpWire.CREATE | SftpWire.EXCLUSIVE
                }) {
                    assertRefused(wire.tryOpen("/file", flags), "open " + flags);
                    assertRefused(wire.tryOpen("/new", flags), "open " + flags);
                }
                assertRefused(wire.path(PacketType.REMOVE, "/file"), "remove");
                assertRefused(wire.path(PacketType.RMDIR, "/dir"), "rmdir");
                assertRefused(wire.path(PacketType.MKDIR, "/new"), "mkdir");
                assertRefused(wire.paths(PacketType.RENAME, "/file", "/new"), "rename");
                assertRefused(wire.paths(PacketType.SYMLINK, "file", "/new"), "symlink");
                assertRefused(renamed(wire), "posix-rename");
                for (int flag : new int[] {1, 2, 4, 8}) {
                    assertRefused(setStat(wire, flag), "setstat " + flag);
                    assertRefused(setStatOfHandle(wire, flag), "fsetstat " + flag);
                }
                assertRefused(copied(wire), "copy-data");
                assertRefused(setStatOfLink(wire), "lsetstat");

                for (String command : new String[] {"scp -t /file", "scp -t /new", "scp -t /dir", "scp -p -t /file"}) {
                    Executed result = Executed.command(session, command, "C0644 1 name\nx\0");
                    assertEquals(1, result.exitCode(), command);
                    assertTrue(result.out().contains("Read-only file system"), result::out);
                }
                assertEquals(
                        1,
                        Executed.command(session, "scp -r -t /", "D0755 0 new\nE\n")
                                .exitCode());
                for (String command : new String[] {"md5sum /file", "sha256sum /file", "df /", "pwd"}) {
                    Executed.command(session, command, "");
                }
                assertEquals(before, state(storage));
                assertEquals("abc", storage.readString("/file"));
                assertEquals("xyz", storage.readString("/other"));
            }
        }
    }

    private static void assertRefused(Reply reply, String what) {
        assertNotEquals(SftpStatus.OK.code(), reply.status(), what);
    }

    private static Reply renamed(SftpWire wire) throws IOException {
        return wire.extended("posix-rename@openssh.com", fields -> {
            fields.putString("/file");
            fields.putString("/other");
        });
    }

    /** Both paths are checked: there is no handle to write to, and one to read from does not do. */
    private static Reply copied(SftpWire wire) throws IOException {
        byte[] source = wire.open("/file", SftpWire.READ);
        byte[] target = wire.open("/other", SftpWire.READ);
        return wire.extended("copy-data", fields -> {
            fields.putBytes(source);
            fields.putLong(0);
            fields.putLong(0);
            fields.putBytes(target);
            fields.putLong(0);
        });
    }

    private static Reply setStat(SftpWire wire, int flag) throws IOException {
        return wire.ask(PacketType.SETSTAT, fields -> {
            fields.putString("/file");
            fields.putUInt(flag);
            values(fields, flag);
        });
    }

    private static Reply setStatOfHandle(SftpWire wire, int flag) throws IOException {
        byte[] handle = wire.open("/file", SftpWire.READ);
        return wire.ask(PacketType.FSETSTAT, fields -> {
            fields.putBytes(handle);
            fields.putUInt(flag);
            values(fields, flag);
        });
    }

    private static Reply setStatOfLink(SftpWire wire) throws IOException {
        return wire.extended("lsetstat@openssh.com", fields -> {
            fields.putString("/link");
            fields.putUInt(8);
            values(fields, 8);
        });
    }

    private static void values(Buffer fields, int flag) {
        switch (flag) {
            case 1 -> fields.putLong(0);
            case 4 -> fields.putUInt(0600);
            default -> {
                fields.putUInt(1);
                fields.putUInt(1);
            }
        }
    }

    private static List<String> state(FileSystem storage) throws IOException {
        return storage.entries("/").stream().map(Object::toString).toList();
    }
}
