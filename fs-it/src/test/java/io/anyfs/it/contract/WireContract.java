package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.spi.Backend;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.util.List;

/**
 * The contract of a storage behind a server, as a client sees it. One server serves all cases of a class, each begins with an
 * emptied storage. Cases prepare and look at what is behind the server directly, and nothing may stay open there.
 */
abstract class WireContract extends FileSystemContract {

    static final String USER = "alice";
    static final String PASSWORD = "correct horse battery staple";

    /** What is served. */
    abstract FileSystem served();

    /** A client that is logged in. */
    abstract Backend client() throws IOException;

    @Override
    protected final FileSystem open() throws IOException {
        TreeDelete.empty(served(), FsPath.ROOT);
        return FileSystem.over(new AsServed(client(), served().capabilities()));
    }

    @Override
    protected final FileSystem preparing(FileSystem opened) {
        return served();
    }

    @Override
    public final List<String> secrets() {
        return List.of(PASSWORD);
    }

    /** A wire takes its time; more of the same find no more. */
    @Override
    public int rounds() {
        return 8;
    }

    /** What the server has open and the client does not know of any more. */
    @Override
    public List<String> leftovers() {
        return served().openResources().stream()
                .filter(open -> open.kind() != ResourceKind.BORROW
                        && open.kind() != ResourceKind.SERVER
                        && open.kind() != ResourceKind.SESSION)
                .map(OpenResource::toString)
                .toList();
    }
}
