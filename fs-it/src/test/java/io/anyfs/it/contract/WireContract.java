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
import java.util.stream.Stream;

/**
 * The contract of a storage behind a server, as a client sees it. One server serves all cases of a class, each begins with an
 * emptied storage. Cases prepare and look at what is behind the server directly, and nothing may stay open there.
 */
abstract class WireContract extends FileSystemContract {

    static final String USER = "alice";
    static final String PASSWORD = "correct horse battery staple";

    private final ServedStorage storage;

    WireContract(ServedStorage storage) {
        this.storage = storage;
    }

    /** What is served, once it is opened. */
    abstract FileSystem served();

    /** Opens what is served. */
    final FileSystem openStorage() throws IOException {
        return storage.open();
    }

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

    @Override
    public final int rounds() {
        return storage.rounds();
    }

    @Override
    public int entries() {
        return storage.entries();
    }

    @Override
    public final int levels() {
        return storage.levels();
    }

    @Override
    public final boolean sparseFilesAreCheap() {
        return storage.sparseFilesAreCheap();
    }

    /** What the server has open and the client does not know of any more, and what the storage keeps unseen. */
    @Override
    public final List<String> leftovers() {
        Stream<String> stillOpen = served().openResources().stream()
                .filter(open -> open.kind() != ResourceKind.BORROW
                        && open.kind() != ResourceKind.SERVER
                        && open.kind() != ResourceKind.SESSION)
                .map(OpenResource::toString);
        return Stream.concat(stillOpen, storage.leftovers().stream()).toList();
    }
}
