package io.anyfs.overlay.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.model.ModelBackend;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change after which nobody can look what is there leaves the count right as soon as somebody can. */
class QuotaDoubtsTest {

    private final Blinded storage = new Blinded();
    private QuotaBackend quota;
    private FileSystem fs;

    /** A storage that cannot be looked at after its next move, deletion or creation of a directory, for some time. */
    private static final class Blinded extends ForwardingBackend {

        private int failingLooks;
        private int looksThatFail;
        private boolean loseAcknowledgement;

        Blinded() {
            super(new ModelBackend());
        }

        void afterTheNextChangeFail(int looks, boolean change) {
            failingLooks = looks;
            loseAcknowledgement = change;
        }

        private void changed() throws IOException {
            looksThatFail = failingLooks;
            failingLooks = 0;
            if (loseAcknowledgement) {
                loseAcknowledgement = false;
                throw new IOException("the connection is lost");
            }
        }

        @Override
        public FileInfo stat(FsPath path, Links links) throws IOException {
            if (looksThatFail > 0) {
                looksThatFail--;
                throw new IOException(path + " cannot be looked at");
            }
            return super.stat(path, links);
        }

        @Override
        public void createDirectory(FsPath directory) throws IOException {
            super.createDirectory(directory);
            changed();
        }

        @Override
        public void delete(FsPath path) throws IOException {
            super.delete(path);
            changed();
        }

        @Override
        public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
            super.move(source, target, ifExists);
            changed();
        }
    }

    @BeforeEach
    void open() throws IOException {
        quota = QuotaBackend.over(
                storage, QuotaOptions.DEFAULT.withMaxBytes(1000).withMaxEntries(10));
        fs = FileSystem.over(quota);
        fs.write("/a", new byte[100]);
        fs.write("/c", new byte[10]);
    }

    @AfterEach
    void whatIsCountedIsThere() throws IOException {
        QuotaUsage usage = quota.usage();
        assertEquals(usage, quota.recount());
        fs.close();
    }

    private void replace() throws IOException {
        fs.move(FsPath.of("/a"), FsPath.of("/c"), IfExists.REPLACE);
    }

    @Test
    void a_move_that_replaced_a_file_is_counted_though_the_look_after_it_failed() throws IOException {
        storage.afterTheNextChangeFail(1, false);
        replace();
        assertEquals(new QuotaUsage(100, 1, 0, 0), quota.usage());
    }

    @Test
    void a_change_that_happened_is_counted_though_it_and_the_look_after_it_failed() throws IOException {
        storage.afterTheNextChangeFail(1, true);
        assertThrows(IOException.class, this::replace);
        assertEquals(new QuotaUsage(100, 1, 0, 0), quota.usage());
        storage.afterTheNextChangeFail(1, true);
        assertThrows(IOException.class, () -> fs.createDirectory("/d"));
        assertEquals(new QuotaUsage(100, 2, 0, 0), quota.usage());
        storage.afterTheNextChangeFail(1, true);
        assertThrows(IOException.class, () -> fs.delete("/c"));
        assertEquals(new QuotaUsage(0, 1, 0, 0), quota.usage());
    }

    @Test
    void what_is_in_doubt_is_looked_at_before_it_is_changed_again() throws IOException {
        storage.afterTheNextChangeFail(2, false);
        replace();
        IOException failure = assertThrows(IOException.class, () -> fs.delete("/c"));
        assertTrue(failure.getMessage().contains("cannot be looked at"), failure.getMessage());
        fs.delete("/c");
        assertEquals(new QuotaUsage(0, 0, 0, 0), quota.usage());
    }

    @Test
    void what_is_in_doubt_counts_as_if_it_had_happened_while_it_cannot_be_looked_at() throws IOException {
        storage.afterTheNextChangeFail(2, true);
        assertThrows(IOException.class, () -> fs.createDirectory("/d"));
        assertEquals(new QuotaUsage(110, 3, 0, 0), quota.usage());
        fs.delete("/d");
        assertEquals(new QuotaUsage(110, 2, 0, 0), quota.usage());
    }

    @Test
    void a_file_that_changes_directories_in_doubt_is_counted_once() throws IOException {
        fs.createDirectory("/d");
        fs.write("/d/c", new byte[1]);
        storage.afterTheNextChangeFail(1, false);
        fs.move(FsPath.of("/a"), FsPath.of("/d/c"), IfExists.REPLACE);
        fs.move(FsPath.of("/d"), FsPath.of("/e"), IfExists.FAIL);
        try (WriteHandle out = fs.openWrite("/e/c", WriteOptions.replace())) {
            out.write(new byte[7]);
            out.commit();
        }
        assertEquals(new QuotaUsage(17, 3, 0, 0), quota.usage());
    }
}
