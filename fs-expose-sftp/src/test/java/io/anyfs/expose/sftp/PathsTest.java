package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.sftp.SftpWire.Entry;
import io.anyfs.expose.sftp.SftpWire.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("usually-once")
class PathsTest {

    private static final int OK = SftpStatus.OK.code();
    private static final int EOF = SftpStatus.EOF.code();
    private static final int NO_SUCH_FILE = SftpStatus.NO_SUCH_FILE.code();
    private static final int PERMISSION_DENIED = SftpStatus.PERMISSION_DENIED.code();
    private static final int FAILURE = SftpStatus.FAILURE.code();
    private static final int BAD_MESSAGE = SftpStatus.BAD_MESSAGE.code();

    private static final long LONG_AGO = 1_000_000_000;

    private Served served;
    private FileSystem files;
    private SftpWire wire;

    @BeforeEach
    void serve() throws IOException {
        served = Served.memory();
        files = served.files;
        files.write("/file", "12345");
        files.createDirectory("/directory");
        files.createSymbolicLink(FsPath.of("/link"), "file");
        wire = served.wire();
    }

    @AfterEach
    void end() throws IOException {
        served.close();
    }

    @Test
    void stat_follows_a_link_and_lstat_does_not() throws IOException {
        files.setAttributes(FsPath.of("/file"), AttributeChanges.mode(0640));

        assertEquals(0100640, wire.path(PacketType.STAT, "/link").facts().permissions());
        assertEquals(5, wire.path(PacketType.STAT, "/link").facts().size());
        assertEquals(0120777, wire.path(PacketType.LSTAT, "/link").facts().permissions());
        assertEquals(4, wire.path(PacketType.LSTAT, "/link").facts().size());
        assertEquals(040000, wire.path(PacketType.STAT, "/directory").facts().permissions() & 0170000);
        assertEquals(040000, wire.path(PacketType.STAT, "").facts().permissions() & 0170000);
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.STAT, "/missing").status());
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.LSTAT, "/file/below").status());
    }

    @Test
    void an_open_handle_tells_the_facts_of_its_file() throws IOException {
        byte[] reading = wire.open("/file", SftpWire.READ);
        byte[] writing = wire.open("/new", SftpWire.WRITE | SftpWire.CREATE);
        wire.write(writing, 0, "123");
        byte[] listing = wire.path(PacketType.OPENDIR, "/").handle();

        assertEquals(5, fstat(reading).facts().size());
        assertEquals(3, fstat(writing).facts().size());
        assertEquals(040000, fstat(listing).facts().permissions() & 0170000);
        assertEquals(3, wire.path(PacketType.STAT, "/new").facts().size());
    }

    @Test
    void a_listing_has_the_dots_first_and_every_entry_with_its_facts() throws IOException {
        files.write("/directory/inside", "123");
        List<Entry> entries = list("/directory");

        assertEquals(
                List.of(".", "..", "inside"), entries.stream().map(Entry::name).toList());
        assertEquals(3, entries.get(2).facts().size());
        assertEquals(
                wire.path(PacketType.LSTAT, "/directory/inside").facts(),
                entries.get(2).facts());
        assertTrue(entries.get(0).longName().startsWith("drwxr-xr-x"), entries.get(0)::longName);
    }

    @Test
    void links_are_listed_as_themselves() throws IOException {
        Entry link = list("/").stream()
                .filter(entry -> entry.name().equals("link"))
                .findFirst()
                .orElseThrow();

        assertEquals(0120777, link.facts().permissions());
        assertTrue(link.longName().matches("lrwxrwxrwx +1 0 +0 +4 .* link"), link::longName);
    }

    @Test
    void ten_thousand_entries_come_in_many_replies_each_once() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            files.write("/directory/a file with quite a long name, number " + i, "");
        }
        byte[] handle = wire.path(PacketType.OPENDIR, "/directory").handle();
        Set<String> names = new HashSet<>();
        int replies = 0;
        int entries = 0;
        for (Reply reply = readDirectory(handle); reply.type() == PacketType.NAME; reply = readDirectory(handle)) {
            assertTrue(reply.fields().available() < 34_000, "clients have buffers of 34,000 bytes");
            for (Entry entry : reply.entries()) {
                names.add(entry.name());
                entries++;
            }
            replies++;
        }
        assertEquals(10_002, entries);
        assertEquals(10_002, names.size());
        assertTrue(replies > 20, () -> "few replies");
        assertEquals(EOF, readDirectory(handle).status());
        assertEquals(OK, wire.close(handle));
    }

    @Test
    void only_directories_can_be_listed() throws IOException {
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.OPENDIR, "/file").status());
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.OPENDIR, "/missing").status());
    }

    @Test
    void directories_are_made_and_removed() throws IOException {
        assertEquals(OK, makeDirectory("/made", 040777));
        assertEquals(0755, files.stat("/made").posix().mode());
        assertEquals(FAILURE, makeDirectory("/made", 0755));
        assertEquals(FAILURE, makeDirectory("/file", 0755));
        assertEquals(NO_SUCH_FILE, makeDirectory("/no/parent", 0755));

        files.write("/directory/inside", "");
        assertEquals(FAILURE, wire.path(PacketType.RMDIR, "/directory").status());
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.RMDIR, "/file").status());
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.RMDIR, "/missing").status());
        assertEquals(FAILURE, wire.path(PacketType.RMDIR, "/").status());
        assertEquals(OK, wire.path(PacketType.RMDIR, "/made").status());
        assertFalse(files.exists("/made"));
    }

    @Test
    void remove_takes_files_and_links_but_no_directories() throws IOException {
        assertEquals(FAILURE, wire.path(PacketType.REMOVE, "/directory").status());
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.REMOVE, "/missing").status());
        assertEquals(OK, wire.path(PacketType.REMOVE, "/link").status());
        assertEquals("12345", files.readString("/file"));
        assertEquals(OK, wire.path(PacketType.REMOVE, "/file").status());
        assertFalse(files.exists("/file"));
    }

    @Test
    void rename_never_overwrites_and_posix_rename_does() throws IOException {
        files.write("/other", "other");

        assertEquals(FAILURE, wire.paths(PacketType.RENAME, "/file", "/other").status());
        assertEquals("other", files.readString("/other"));
        assertEquals(OK, posixRename("/file", "/other"));
        assertEquals("12345", files.readString("/other"));
        assertFalse(files.exists("/file"));
        assertEquals(OK, wire.paths(PacketType.RENAME, "/other", "/moved").status());
        assertEquals(OK, wire.paths(PacketType.RENAME, "/directory", "/renamed").status());
        assertTrue(files.isDirectory(FsPath.of("/renamed")));
        assertEquals(
                FAILURE,
                wire.paths(PacketType.RENAME, "/renamed", "/renamed/in/itself").status());
        assertEquals(
                NO_SUCH_FILE, wire.paths(PacketType.RENAME, "/missing", "/x").status());
        assertEquals(NO_SUCH_FILE, posixRename("/missing", "/x"));
        assertEquals(FAILURE, posixRename("/", "/x"));
    }

    @Test
    void links_are_made_in_the_order_of_openssh_and_read_as_written() throws IOException {
        assertEquals(
                OK, wire.paths(PacketType.SYMLINK, "../file", "/directory/made").status());

        assertEquals("../file", files.readLink(FsPath.of("/directory/made")));
        List<Entry> names = wire.path(PacketType.READLINK, "/directory/made").entries();
        assertEquals("../file", names.get(0).name());
        assertEquals(FAILURE, wire.path(PacketType.READLINK, "/file").status());
        assertEquals(FAILURE, wire.paths(PacketType.SYMLINK, "x", "/file").status());
        assertEquals(
                PERMISSION_DENIED,
                wire.paths(PacketType.SYMLINK, "../../outside", "/escape").status());
    }

    @Test
    void real_paths_are_absolute_and_need_not_exist() throws IOException {
        assertEquals("/", realPath("."));
        assertEquals("/", realPath(""));
        assertEquals("/", realPath("/.."));
        assertEquals("/", realPath("../../.."));
        assertEquals("/missing/x", realPath("missing//y/../x/"));
        assertEquals("/file", realPath("/directory/../file"));
    }

    @Test
    void a_path_above_the_root_reaches_nothing() throws IOException {
        assertEquals(FAILURE, wire.path(PacketType.STAT, "/../etc/passwd").status());
        assertEquals(FAILURE, wire.tryOpen("../../etc/passwd", SftpWire.READ).status());
    }

    @Test
    void names_are_kept_as_they_are() throws IOException {
        for (String name : List.of("nfc-\u00fc", "nfd-u\u0308", "-dash", "a\\b", "new\nline", " space ", "*?[", "🚀")) {
            byte[] handle = wire.open("/" + name, SftpWire.WRITE | SftpWire.CREATE);
            assertEquals(OK, wire.close(handle), name);
            assertTrue(files.exists(FsPath.ROOT.child(name)), name);
        }
        Set<String> listed = new HashSet<>();
        list("/").forEach(entry -> listed.add(entry.name()));
        assertTrue(listed.containsAll(Set.of("nfc-\u00fc", "nfd-u\u0308", "new\nline")), listed::toString);
    }

    @Test
    void a_name_that_is_not_utf_8_is_refused_and_not_mended() throws IOException {
        byte[] latin1 = {'/', 'b', (byte) 0xE4, 'r'};
        Reply reply = wire.ask(PacketType.OPEN, buffer -> {
            buffer.putBytes(latin1);
            buffer.putUInt(SftpWire.WRITE | SftpWire.CREATE);
            buffer.putUInt(0);
        });

        assertEquals(BAD_MESSAGE, reply.status());
        assertEquals(
                BAD_MESSAGE, wire.ask(PacketType.STAT, b -> b.putBytes(latin1)).status());
        assertEquals(3, files.entries("/").size());
    }

    @Test
    void a_name_that_is_too_long_or_has_a_nul_is_refused() throws IOException {
        assertEquals(FAILURE, makeDirectory("/" + "x".repeat(256), 0755));
        assertEquals(FAILURE, makeDirectory("/a\0b", 0755));
        assertEquals(OK, makeDirectory("/" + "x".repeat(255), 0755));
    }

    @Test
    void a_path_that_asserts_a_directory_finds_no_file() throws IOException {
        assertEquals(NO_SUCH_FILE, wire.path(PacketType.STAT, "/file/").status());
        assertEquals(OK, makeDirectory("/made/", 0755));
    }

    @Test
    void times_before_1970_and_after_2106_are_shown_as_the_nearest() throws IOException {
        files.setAttributes(FsPath.of("/file"), AttributeChanges.lastModified(Instant.parse("1950-01-01T00:00:00Z")));
        assertEquals(0, wire.path(PacketType.STAT, "/file").facts().modified());
        files.setAttributes(FsPath.of("/file"), AttributeChanges.lastModified(Instant.parse("2200-01-01T00:00:00Z")));
        assertEquals(0xFFFF_FFFFL, wire.path(PacketType.STAT, "/file").facts().modified());
        files.setAttributes(
                FsPath.of("/file"), AttributeChanges.lastModified(Instant.ofEpochSecond(LONG_AGO + (1L << 31))));
        assertEquals(
                LONG_AGO + (1L << 31),
                wire.path(PacketType.STAT, "/file").facts().modified());
    }

    private Reply fstat(byte[] handle) throws IOException {
        return wire.ask(PacketType.FSTAT, buffer -> buffer.putBytes(handle));
    }

    private Reply readDirectory(byte[] handle) throws IOException {
        return wire.ask(PacketType.READDIR, buffer -> buffer.putBytes(handle));
    }

    private List<Entry> list(String path) throws IOException {
        byte[] handle = wire.path(PacketType.OPENDIR, path).handle();
        List<Entry> entries = new ArrayList<>();
        for (Reply reply = readDirectory(handle); reply.type() == PacketType.NAME; reply = readDirectory(handle)) {
            entries.addAll(reply.entries());
        }
        assertEquals(OK, wire.close(handle));
        return entries;
    }

    private int makeDirectory(String path, int mode) throws IOException {
        return wire.ask(PacketType.MKDIR, buffer -> {
                    buffer.putString(path);
                    buffer.putUInt(4);
                    buffer.putUInt(mode);
                })
                .status();
    }

    private int posixRename(String source, String target) throws IOException {
        return wire.extended("posix-rename@openssh.com", buffer -> {
                    buffer.putString(source);
                    buffer.putString(target);
                })
                .status();
    }

    private String realPath(String path) throws IOException {
        return wire.path(PacketType.REALPATH, path).entries().get(0).name();
    }
}
