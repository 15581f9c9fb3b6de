package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programs do through a mount of what is changed in place. */
class OperationsTest {

    private Mounted mounted;
    private FileSystem fs;
    private Shell shell;

    FileSystem open() throws IOException {
        return MemoryFileSystem.create();
    }

    @BeforeEach
    void mount() throws IOException {
        mounted = Mounted.of(open());
        fs = mounted.fs();
        shell = mounted.shell();
    }

    @AfterEach
    void unmount() throws IOException {
        mounted.close();
    }

    @Test
    void what_the_storage_holds_is_listed_and_read() throws Exception {
        fs.createDirectory("/d");
        fs.write("/d/a", "hello");
        assertEquals("d", shell.run("ls"));
        assertEquals("hello", shell.run("cat d/a"));
        assertEquals("5 644 regular file", shell.run("stat -c '%s %a %F' d/a"));
        assertEquals("directory", shell.run("stat -c '%F' d"));
    }

    @Test
    void what_programs_write_is_in_the_storage_when_they_have_closed_it() throws Exception {
        shell.run("echo hello > a; mkdir d; cp a d/b; echo more >> a");
        assertEquals("hello\nmore\n", fs.readString("/a"));
        assertEquals("hello\n", fs.readString("/d/b"));
    }

    @Test
    void a_file_is_changed_at_any_place_cut_and_extended() throws Exception {
        shell.run("printf 0123456789 > a; printf XY | dd of=a bs=1 seek=4 conv=notrunc status=none");
        assertEquals("0123XY6789", fs.readString("/a"));
        shell.run("truncate -s 3 a");
        assertEquals("012", fs.readString("/a"));
        shell.run("truncate -s 5 a; printf Z | dd of=a bs=1 seek=7 conv=notrunc status=none");
        assertEquals("012\0\0\0\0Z", fs.readString("/a"));
    }

    @Test
    void a_name_that_exists_is_refused_where_it_must_be_new() throws Exception {
        shell.run("set -C; echo a > a");
        assertTrue(shell.fails("set -C; echo b > a").contains("cannot overwrite existing file"));
        assertTrue(shell.fails("mkdir a").contains("File exists"));
    }

    @Test
    void names_move_and_take_the_place_of_others() throws Exception {
        shell.run("echo a > a; echo b > b; mkdir d e; mv a b; test ! -e a; mv b d/c; mv d f");
        assertEquals("a\n", fs.readString("/f/c"));
        shell.run("mv -T e f && exit 1; rm f/c; mkdir g; touch g/x; mv -T g f");
        assertEquals("x", shell.run("ls f"));
        assertEquals("", shell.run("ls e"));
    }

    @Test
    void a_move_that_must_replace_nothing_does_not() throws Exception {
        shell.run("echo a > a; echo b > b; mv -n a b");
        assertEquals("a\n", fs.readString("/a"));
        assertEquals("b\n", fs.readString("/b"));
    }

    @Test
    void directories_that_hold_something_are_not_removed() throws Exception {
        shell.run("mkdir d; touch d/a");
        assertTrue(shell.fails("rmdir d").contains("Directory not empty"));
        shell.run("rm -r d; test ! -e d");
    }

    @Test
    void a_deleted_file_goes_on_for_those_who_have_it_open() throws Exception {
        assertEquals(
                "hello world\n11 0",
                shell.run("printf hello > a; exec 3<>a 4>>a; rm a; test ! -e a; printf ' world' >&4; cat <&3; echo;"
                        + " stat -L -c '%s %h' /proc/self/fd/3"));
        assertEquals("", shell.run("ls -A"));
    }

    @Test
    void a_file_goes_on_whose_directory_is_removed_too() throws Exception {
        assertEquals(
                "hello world",
                shell.run(
                        "mkdir d; printf hello > d/a; exec 3<>d/a 4>>d/a; rm d/a; rmdir d; printf ' world' >&4; IFS= read -r -N 11 all <&3; echo \"$all\""));
        assertEquals("", shell.run("ls -A"));
    }

    @Test
    void links_lead_where_they_say() throws Exception {
        shell.run("mkdir d; echo hello > d/a; ln -s d/a l; ln -s $PWD/d abs");
        assertEquals("hello", shell.run("cat l"));
        assertEquals("hello", shell.run("cat abs/a"));
        assertEquals("d/a", shell.run("readlink l"));
        assertEquals(mounted.path() + "/d", shell.run("readlink abs"));
        assertEquals("/d", fs.readLink(io.anyfs.FsPath.of("/abs")));
        assertTrue(shell.fails("ln -s /etc/passwd p").contains("Operation not permitted"));
    }

    @Test
    void modes_and_times_are_kept() throws Exception {
        shell.run("touch -d 2001-02-03T04:05:06.789Z a; chmod 640 a");
        assertEquals("640 2001-02-03 04:05:06.789000000", shell.run("TZ=UTC stat -c '%a %y' a | cut -c-33"));
        shell.run("umask 027; mkdir d; touch b");
        assertEquals("750 640", shell.run("stat -c %a d b | xargs"));
    }

    @Test
    void files_have_blocks_so_that_programs_do_not_take_them_for_holes() throws Exception {
        shell.run("head -c 10000 /dev/urandom > a; tar --sparse -cf t.tar a; mkdir x; tar -xf t.tar -C x; cmp a x/a");
        assertEquals("20", shell.run("stat -c %b a"));
    }

    @Test
    void room_is_told() throws Exception {
        assertTrue(Long.parseLong(shell.run("df --output=size . | tail -1").strip()) > 0);
    }

    @Test
    void locks_exclude_programs_of_the_same_mount() throws Exception {
        shell.run("touch a; exec 3>a; flock -n 3; ! flock -n a true");
    }

    @Test
    void names_longer_than_the_storage_allows_are_refused_as_such() throws Exception {
        assertTrue(shell.fails("touch " + "x".repeat(256)).contains("File name too long"));
        shell.run("touch " + "x".repeat(255));
    }

    @Test
    void directories_of_a_hundred_thousand_entries_are_listed() throws Exception {
        fs.createDirectory("/d");
        for (int i = 0; i < 100_000; i++) {
            fs.write("/d/f" + i, new byte[0]);
        }
        assertEquals("100000", shell.run("ls -U d | sort -u | wc -l"));
        assertEquals("100000", shell.run("find d -type f -size 0 | wc -l"));
    }
}
