package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.TRUNCATE;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.sshd.common.util.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("usually-once")
class AttributesTest {

    private static final int OK = SftpStatus.OK.code();
    private static final int UNSUPPORTED = SftpStatus.OP_UNSUPPORTED.code();

    private static final long LONG_AGO = 1_000_000_000;

    private Served served;
    private FileSystem files;
    private SftpWire wire;

    @BeforeEach
    void serve() throws IOException {
        start(MemoryFileSystem.create());
    }

    private void start(FileSystem storage) throws IOException {
        if (served != null) {
            served.close();
        }
        served = Served.of(storage);
        files = served.files;
        files.write("/file", "123456");
        wire = served.wire();
    }

    @AfterEach
    void end() throws IOException {
        served.close();
    }

    @Test
    void permissions_owner_and_times_are_set_by_path() throws IOException {
        assertEquals(OK, set("/file", permissions(0600)));
        assertEquals(OK, set("/file", owner(1_000, 1_001)));
        assertEquals(OK, set("/file", times(LONG_AGO + 1, LONG_AGO)));

        assertEquals(0600, files.stat("/file").posix().mode());
        assertEquals(1_000, files.stat("/file").posix().uid());
        assertEquals(1_001, files.stat("/file").posix().gid());
        assertEquals(Instant.ofEpochSecond(LONG_AGO), files.stat("/file").lastModified());
        assertEquals(Instant.ofEpochSecond(LONG_AGO + 1), files.stat("/file").lastAccess());
        assertEquals(SftpStatus.NO_SUCH_FILE.code(), set("/missing", permissions(0600)));
    }

    @Test
    void permissions_beyond_the_nine_bits_are_kept_too() throws IOException {
        assertEquals(OK, set("/file", permissions(0104755)));
        assertEquals(04755, files.stat("/file").posix().mode());
    }

    @Test
    void nothing_to_set_is_fine_for_what_is_there_only() throws IOException {
        assertEquals(OK, set("/file", buffer -> buffer.putUInt(0)));
        assertEquals(SftpStatus.NO_SUCH_FILE.code(), set("/missing", buffer -> buffer.putUInt(0)));
    }

    @Test
    void extended_attributes_are_skipped() throws IOException {
        assertEquals(OK, set("/file", buffer -> {
            buffer.putUInt(0x8000_0004L);
            buffer.putUInt(0640);
            buffer.putUInt(1);
            buffer.putString("name@example.com");
            buffer.putString("value");
        }));
        assertEquals(0640, files.stat("/file").posix().mode());
    }

    @Test
    void a_size_cuts_or_extends_the_file() throws IOException {
        assertEquals(OK, set("/file", size(3)));
        assertEquals("123", files.readString("/file"));
        assertEquals(OK, set("/file", size(5)));
        assertEquals("123\0\0", files.readString("/file"));
        assertEquals(OK, set("/file", size(0)));
        assertEquals("", files.readString("/file"));
    }

    @Test
    void what_is_set_on_an_open_upload_is_published_with_it() throws IOException {
        byte[] handle = wire.open("/new", WRITE | CREATE | TRUNCATE);
        wire.write(handle, 0, "123456");
        assertEquals(OK, fset(handle, permissions(0640)));
        assertEquals(OK, fset(handle, times(LONG_AGO, LONG_AGO)));
        assertEquals(OK, fset(handle, size(4)));
        assertEquals(OK, wire.close(handle));

        assertEquals("1234", files.readString("/new"));
        assertEquals(0640, files.stat("/new").posix().mode());
        assertEquals(Instant.ofEpochSecond(LONG_AGO), files.stat("/new").lastModified());
    }

    @Test
    void attributes_by_path_reach_an_upload_that_is_not_published_yet() throws IOException {
        byte[] handle = wire.open("/new", WRITE | CREATE | TRUNCATE);
        wire.write(handle, 0, "123456");
        assertEquals(OK, set("/new", times(LONG_AGO, LONG_AGO)));
        assertEquals(LONG_AGO, wire.path(PacketType.STAT, "/new").facts().modified());
        assertEquals(OK, wire.close(handle));

        assertEquals(Instant.ofEpochSecond(LONG_AGO), files.stat("/new").lastModified());
    }

    @Test
    void attributes_of_a_file_open_for_reading_are_set_at_once() throws IOException {
        byte[] handle = wire.open("/file", SftpWire.READ);
        assertEquals(OK, fset(handle, permissions(0600)));
        assertEquals(0600, files.stat("/file").posix().mode());
    }

    @Test
    void the_times_of_a_link_itself_are_set_by_the_extension() throws IOException {
        files.createSymbolicLink(FsPath.of("/link"), "file");
        Instant before = files.stat("/file").lastModified();

        int status = wire.extended("lsetstat@openssh.com", buffer -> {
                    buffer.putString("/link");
                    times(LONG_AGO, LONG_AGO).accept(buffer);
                })
                .status();

        assertEquals(OK, status);
        assertEquals(
                Instant.ofEpochSecond(LONG_AGO), files.lstat(FsPath.of("/link")).lastModified());
        assertEquals(before, files.stat("/file").lastModified());
    }

    @Test
    void a_storage_without_modes_and_owners_lets_them_pass_and_keeps_the_times() throws IOException {
        start(Limited.without(
                new MemoryBackend(MemoryOptions.DEFAULT),
                Capability.SET_MODE,
                Capability.SET_OWNER,
                Capability.SET_LAST_ACCESS));
        byte[] handle = wire.open("/new", WRITE | CREATE | TRUNCATE);

        assertEquals(OK, fset(handle, permissionsAndTimes(0600, LONG_AGO)));
        assertEquals(OK, wire.close(handle));
        assertEquals(OK, set("/file", permissionsAndTimes(0600, LONG_AGO)));
        assertEquals(OK, set("/file", permissions(0600)));
        assertEquals(OK, set("/file", owner(1, 1)));
        assertEquals(SftpStatus.NO_SUCH_FILE.code(), set("/missing", permissions(0600)));

        assertEquals(Instant.ofEpochSecond(LONG_AGO), files.stat("/new").lastModified());
        assertEquals(Instant.ofEpochSecond(LONG_AGO), files.stat("/file").lastModified());
        assertNotEquals(0600, files.stat("/file").posix().mode());
    }

    @Test
    void a_storage_that_cannot_set_modification_times_says_so() throws IOException {
        start(Limited.without(new MemoryBackend(MemoryOptions.DEFAULT), Capability.SET_LAST_MODIFIED));
        byte[] handle = wire.open("/new", WRITE | CREATE | TRUNCATE);

        assertEquals(UNSUPPORTED, fset(handle, times(LONG_AGO, LONG_AGO)));
        assertEquals(UNSUPPORTED, set("/file", times(LONG_AGO, LONG_AGO)));
        assertEquals(OK, wire.close(handle));
    }

    private int set(String path, Consumer<Buffer> attributes) throws IOException {
        return wire.ask(PacketType.SETSTAT, buffer -> {
                    buffer.putString(path);
                    attributes.accept(buffer);
                })
                .status();
    }

    private int fset(byte[] handle, Consumer<Buffer> attributes) throws IOException {
        return wire.ask(PacketType.FSETSTAT, buffer -> {
                    buffer.putBytes(handle);
                    attributes.accept(buffer);
                })
                .status();
    }

    private static Consumer<Buffer> size(long size) {
        return buffer -> {
            buffer.putUInt(1);
            buffer.putLong(size);
        };
    }

    private static Consumer<Buffer> owner(int uid, int gid) {
        return buffer -> {
            buffer.putUInt(2);
            buffer.putUInt(uid);
            buffer.putUInt(gid);
        };
    }

    private static Consumer<Buffer> permissions(int mode) {
        return buffer -> {
            buffer.putUInt(4);
            buffer.putUInt(mode);
        };
    }

    private static Consumer<Buffer> times(long accessed, long modified) {
        return buffer -> {
            buffer.putUInt(8);
            buffer.putUInt(accessed);
            buffer.putUInt(modified);
        };
    }

    private static Consumer<Buffer> permissionsAndTimes(int mode, long time) {
        return buffer -> {
            buffer.putUInt(12);
            buffer.putUInt(mode);
            buffer.putUInt(time);
            buffer.putUInt(time);
        };
    }
}
