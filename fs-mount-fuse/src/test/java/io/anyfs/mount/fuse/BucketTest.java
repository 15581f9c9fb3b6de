package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.s3.S3Options.Listing;
import io.anyfs.s3.S3Options.Staging;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is different with the bucket of a server: it takes files in parts, and lists less than it knows. */
class BucketTest {

    /** More than the parts that a bucket holds back. */
    private static final int LARGE = 10 << 20;

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** All that {@link ProgramsTest} does they do in thorough runs. */
    @Test
    void programs_find_what_they_left() throws Exception {
        Shell.require("git", "rsync", "sqlite3", "tar");
        try (Mounted mounted = Mounted.of(Storage.bucket(Staging.DISK, Listing.EXACT))) {
            Shell shell = mounted.shell();
            shell.run("mkdir d; seq 1000 > d/a; cp -a d e; tar -cf t.tar d; mkdir x; tar -xf t.tar -C x; diff -r d x/d;"
                    + " test -z \"$(rsync -aic d/ e/)\"");
            shell.run(
                    "git init -q r; cd r; seq 1000 > a; git add a; git -c user.name=a -c user.email=a@b commit -qm one;"
                            + " test -z \"$(git status --porcelain)\"; git fsck --strict --no-progress");
            for (String journal : new String[] {"delete", "wal"}) {
                assertEquals(
                        "ok",
                        shell.run("for sql in 'PRAGMA journal_mode=" + journal + "; CREATE TABLE t (n)'"
                                + " 'INSERT INTO t VALUES (1), (2)' 'DELETE FROM t WHERE n = 1'; do sqlite3 " + journal
                                + ".db \"$sql\" > /dev/null; done; test $(sqlite3 " + journal
                                + ".db 'SELECT n FROM t') = 2; sqlite3 " + journal + ".db 'PRAGMA integrity_check'"));
            }
        }
    }

    @Test
    void a_large_file_is_read_and_changed_again_before_it_is_closed() throws Exception {
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        try (Mounted mounted = Mounted.of(Storage.bucket(Staging.DISK, Listing.EXACT))) {
            try (FileChannel file = create(mounted.path().resolve("a"))) {
                file.write(ByteBuffer.wrap(bytes));
                bytes[3] = 7;
                file.write(ByteBuffer.wrap(bytes, 3, 1), 3);
                ByteBuffer read = ByteBuffer.allocate(10);
                file.read(read, 0);
                assertArrayEquals(Arrays.copyOf(bytes, 10), read.array());
                file.truncate(LARGE / 2);
            }
            assertArrayEquals(Arrays.copyOf(bytes, LARGE / 2), mounted.fs().readBytes("/a"));
        }
    }

    @Test
    void what_was_sent_already_cannot_be_changed_and_the_program_is_told() throws Exception {
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        try (Mounted mounted = Mounted.of(Storage.bucket(Staging.STREAM, Listing.EXACT))) {
            try (FileChannel file = create(mounted.path().resolve("a"))) {
                file.write(ByteBuffer.wrap(bytes));
                IOException told = assertThrows(IOException.class, () -> file.write(ByteBuffer.allocate(1), 3));
                assertEquals("Input/output error", told.getMessage());
            }
            assertArrayEquals(bytes, mounted.fs().readBytes("/a"), "what was told to be written");
        }
    }

    @Test
    void times_and_modes_are_true_right_after_a_listing_that_does_not_tell_them() throws Exception {
        try (Mounted mounted = Mounted.of(Storage.bucket(Staging.DISK, Listing.FAST))) {
            FileSystem fs = mounted.fs();
            mounted.shell().run("echo > a; chmod 640 a; touch -d @981173106 a");
            FileInfo stored = fs.stat("/a");
            assertEquals(981173106, stored.lastModified().getEpochSecond());
            assertEquals(
                    "a 640 981173106", mounted.shell().run("ls -f > /dev/null; find . -name a -printf '%f %m %Ts'"));
            assertTrue(mounted.shell().run("ls -l --time-style=+%s a").contains(" 981173106 "));
        }
    }
}
