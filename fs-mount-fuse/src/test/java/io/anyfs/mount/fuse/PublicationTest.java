package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.mount.fuse.PublishingMemory.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storages that publish whole files: what programs see before, what others see after. */
class PublicationTest {

    private Mounted mounted;
    private FileSystem fs;
    private Shell shell;
    private PublishingMemory storage;

    private void mount(Kind kind) throws IOException {
        storage = new PublishingMemory(kind);
        mounted = Mounted.of(FileSystem.over(storage));
        fs = mounted.fs();
        shell = mounted.shell();
    }

    @AfterEach
    void unmount() throws IOException {
        mounted.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_file_is_published_when_it_is_closed(Kind kind) throws Exception {
        mount(kind);
        shell.run("exec 3>a; printf hello >&3; test \"$(cat a)\" = hello; test $(stat -c %s a) = 5; ls | grep -qx a");
        assertEquals("hello", fs.readString("/a"));
        shell.run("printf more >> a; printf J | dd of=a conv=notrunc status=none");
        assertEquals("Jellomore", fs.readString("/a"));
    }

    @ParameterizedTest
    @EnumSource
    void nobody_else_sees_a_file_before(Kind kind) throws Exception {
        mount(kind);
        Path seen = mounted.path().resolve("a");
        try (RandomAccessFile file = new RandomAccessFile(seen.toFile(), "rw")) {
            file.write("hello".getBytes(StandardCharsets.US_ASCII));
            assertFalse(fs.exists("/a"));
            assertEquals(5, Files.size(seen));
            file.getFD().sync();
            assertEquals("hello", fs.readString("/a"));
            file.seek(1);
            file.write('u');
            assertEquals("hello", fs.readString("/a"));
            assertEquals("hullo", Files.readString(seen));
        }
        assertEquals("hullo", fs.readString("/a"));
    }

    @ParameterizedTest
    @EnumSource
    void a_failed_publication_is_told_by_close(Kind kind) throws Exception {
        mount(kind);
        storage.fill(true);
        assertTrue(shell.fails("cp /etc/hostname a").contains("No space left on device"));
        assertFalse(fs.exists("/a"));
        storage.fill(false);
        shell.run("cp /etc/hostname a; cmp /etc/hostname a");
    }

    @ParameterizedTest
    @EnumSource
    void a_failed_publication_is_told_by_fsync(Kind kind) throws Exception {
        mount(kind);
        storage.fill(true);
        assertTrue(shell.fails("dd if=/dev/zero of=a bs=1k count=1 conv=fsync status=none")
                .contains("No space left on device"));
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_renamed_and_deleted_while_it_is_open_goes_on(Kind kind) throws Exception {
        mount(kind);
        shell.run("exec 3<>a; printf hello >&3; mv a b; printf ' world' >&3; exec 3>&-");
        assertEquals("hello world", fs.readString("/b"));
        assertEquals(
                "hello",
                shell.run("exec 3<b 4<>b; rm b; IFS= read -r -N 5 all <&3; printf x >&4; echo \"$all\"; test ! -e b"));
        assertEquals("", shell.run("ls -A"));
    }

    @ParameterizedTest
    @EnumSource
    void modes_and_times_are_those_that_programs_gave(Kind kind) throws Exception {
        mount(kind);
        shell.run("cp -p /bin/ls a; test $(stat -c %y,%a,%s a) = $(stat -c %y,%a,%s /bin/ls) || stat a /bin/ls");
        assertEquals(0755, fs.stat("/a").posix().mode());
        shell.run("echo > a; chmod 600 a; truncate -s 0 a; truncate -s 4 a");
        assertEquals("600 4", shell.run("stat -c '%a %s' a"));
        assertEquals(4, fs.stat("/a").size());
    }

    @ParameterizedTest
    @EnumSource
    void a_mode_stays_whatever_is_published_later(Kind kind) throws Exception {
        mount(kind);
        shell.run("(umask 077; exec 3>a; printf 1 >&3; sync a; printf 2 >&3; chmod 640 a; sync a; printf 3 >&3)");
        assertEquals("123", fs.readString("/a"));
        assertEquals(0640, fs.stat("/a").posix().mode());
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_must_be_new_does_not_replace_that_of_another_client(Kind kind) throws Exception {
        mount(kind);
        Path a = mounted.path().resolve("a");
        FileChannel channel = FileChannel.open(a, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.wrap(new byte[3]));
        fs.write("/a", "theirs");
        IOException told = assertThrows(IOException.class, () -> channel.force(true));
        assertEquals("File exists", told.getMessage());
        assertThrows(IOException.class, channel::close);
        assertEquals("theirs", fs.readString("/a"));
    }
}
