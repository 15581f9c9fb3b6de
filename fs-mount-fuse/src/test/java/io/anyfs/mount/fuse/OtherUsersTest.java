package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.mount.os.OsMountOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs of other users than the one who mounts. */
class OtherUsersTest {

    private static final String NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

    @BeforeEach
    void root() throws IOException {
        assumeTrue(
                (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "only root can run programs of others");
        Shell.require("setpriv");
    }

    @Test
    void they_are_kept_out() throws Exception {
        try (Mounted mounted = Mounted.of(MemoryFileSystem.create())) {
            mounted.shell().run("echo hello > a; chmod 777 . a");
            assertTrue(new Shell(Path.of("/"))
                    .fails(NOBODY + "cat " + mounted.path() + "/a")
                    .contains("Permission denied"));
        }
    }

    @Test
    void they_are_let_in_as_far_as_owners_and_modes_say() throws Exception {
        try (Mounted mounted = Mounted.of(MemoryFileSystem.create(), OsMountOptions.DEFAULT.allowingOther())) {
            Shell shell = mounted.shell();
            shell.run("echo hello > a; echo secret > b; chmod 600 b");
            assertEquals("hello", shell.run(NOBODY + "cat a"));
            assertTrue(shell.fails(NOBODY + "cat b").contains("Permission denied"));
            assertTrue(shell.fails(NOBODY + "touch c").contains("Permission denied"));
            assertTrue(shell.fails(NOBODY + "chmod 666 a").contains("Operation not permitted"));
        }
    }

    @Test
    void what_they_create_is_theirs() throws Exception {
        try (Mounted mounted = Mounted.of(MemoryFileSystem.create(), OsMountOptions.DEFAULT.allowingOther())) {
            Shell shell = mounted.shell();
            shell.run("chmod 1777 .; mkdir -m 3777 group; chgrp 5 group; chmod g+s group");
            shell.run(NOBODY + "sh -c 'umask 077; echo a > a; mkdir d; ln -s a l; echo b >> a; echo > group/f'");
            assertEquals(
                    "a 65534 65534 600, d 65534 65534 700, l 65534 65534 777, group/f 65534 5 600,",
                    shell.run("stat -c '%n %u %g %a,' a d l group/f | xargs"));
            shell.run("echo > r; test $(stat -c %u r) = 0");
        }
    }
}
