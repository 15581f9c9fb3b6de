package io.anyfs.it.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract through Commons VFS and a server. One server serves all cases of a class, each begins with an emptied storage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract extends FileSystemContract {

    static final String USER = "alice";
    static final String PASSWORD = "correct-horse-battery-staple";

    private Site site;

    /** A server, and what it serves. */
    interface Site extends AutoCloseable {

        /** What opens the storage. */
        String url();

        /** What the server serves, past the server. */
        FileSystem served();

        /** What the server keeps and clients do not see. */
        List<String> leftovers() throws IOException;

        @Override
        void close() throws IOException;
    }

    abstract Site start() throws IOException, InterruptedException;

    @BeforeAll
    final void startServer() throws IOException, InterruptedException {
        site = start();
    }

    @AfterAll
    final void stopServer() throws IOException {
        if (site != null) {
            site.close();
        }
    }

    @Override
    protected final FileSystem open() throws IOException {
        TreeDelete.empty(site.served(), FsPath.ROOT);
        return FileSystems.open(site.url());
    }

    @Override
    public final List<String> secrets() {
        return List.of(PASSWORD);
    }

    @Override
    public final List<String> leftovers() throws IOException {
        return site.leftovers();
    }

    @Override
    public int rounds() {
        return 2;
    }

    @Override
    public int entries() {
        return 50;
    }

    /** Each directory on the way is asked for. */
    @Override
    public int levels() {
        return 10;
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
