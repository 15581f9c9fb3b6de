package com.example.invoices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.StorageFullException;
import io.anyfs.junit.MountedFs;
import io.anyfs.mount.MountScript;
import io.anyfs.mount.Snapshot;
import io.anyfs.mount.TreeAssert;
import io.anyfs.spec.content.FileTree;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Each test gets the filesystems that it describes, fresh. What it leaves open fails it. */
class InboxTest {

    static MountScript twoInvoices() {
        return MountScript.memory().file("/17.txt", "17 apples").file("/18.txt", "18 pears");
    }

    static MountScript twoInvoicesReadAtTheSecondAttempt() {
        return twoInvoices().failing("open-read@1=transient");
    }

    static MountScript archive() {
        return MountScript.memory();
    }

    static MountScript archiveWithRoomForOne() {
        return MountScript.memory().capacity("10");
    }

    @Test
    void invoices_are_moved_to_the_archive(
            @MountedFs(script = "twoInvoices") FileSystem inbox, @MountedFs(script = "archive") FileSystem archive)
            throws IOException {
        assertEquals(2, new Inbox(inbox, archive).file());
        TreeAssert.that(inbox).isSameAs(FileTree.EMPTY);
        TreeAssert.that(archive)
                .isSameAs(FileTree.EMPTY.file("/17.txt", "17 apples").file("/18.txt", "18 pears"));
    }

    @Test
    void an_inbox_that_is_busy_is_asked_again(
            @MountedFs(script = "twoInvoicesReadAtTheSecondAttempt") FileSystem inbox,
            @MountedFs(script = "archive") FileSystem archive)
            throws IOException {
        assertEquals(2, new Inbox(inbox, archive).file());
    }

    @Test
    void what_the_archive_has_no_room_for_stays_in_the_inbox(
            @MountedFs(script = "twoInvoices") FileSystem inbox,
            @MountedFs(script = "archiveWithRoomForOne") FileSystem archive)
            throws IOException {
        assertThrows(StorageFullException.class, () -> new Inbox(inbox, archive).file());
        TreeAssert.that(inbox).isSameAs(FileTree.EMPTY.file("/18.txt", "18 pears"));
        TreeAssert.that(archive).isSameAs(FileTree.EMPTY.file("/17.txt", "17 apples"));
    }

    @Test
    void an_inbox_that_may_only_be_read_is_left_as_it_is(
            @MountedFs(yaml = """
                    anyfs: 1
                    root:
                      url: "mem:"
                      files: {/17.txt: 17 apples}
                      wrap: [readonly]
                    """) FileSystem inbox, @MountedFs(script = "archive") FileSystem archive)
            throws IOException {
        try (Snapshot before = Snapshot.of(inbox)) {
            assertThrows(IOException.class, () -> new Inbox(inbox, archive).file());
            TreeAssert.that(inbox).isSameAs(before);
        }
    }
}
