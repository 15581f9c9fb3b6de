package io.anyfs.mount.fuse;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract through the operating system: the storage of local files, on a mount of another storage. One mount for all cases,
 * each in a directory of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MountedContract extends FileSystemContract {

    private Mounted mounted;
    private int cases;

    /** What is mounted: fresh and empty. */
    abstract FileSystem storage() throws IOException;

    @BeforeAll
    final void mount() throws IOException {
        mounted = Mounted.of(storage());
    }

    @AfterAll
    final void unmount() throws IOException {
        if (mounted != null) {
            // The kernel tells of the last closed file when the program that closed it has gone on already.
            Eventually.holds("all that was opened is closed", () -> handles().isEmpty());
            mounted.close();
        }
    }

    private List<String> handles() {
        return mounted.fs().openResources().stream()
                .map(Object::toString)
                .filter(text -> text.contains("READ") || text.contains("WRITE") || text.contains("LISTING"))
                .toList();
    }

    @Override
    protected FileSystem open() throws IOException {
        Path root = Files.createDirectory(mounted.path().resolve("case-" + ++cases));
        return FileSystem.over(new FilesOfMount(LocalBackend.open(root, LocalOptions.DEFAULT)));
    }

    /** An append reads what there is, holes too. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public int entries() {
        return 1000;
    }

    /** Each name on the way is looked up by its whole path. */
    @Override
    public int levels() {
        return 100;
    }

    /** Local files as a mount has them: each has one name. */
    private static final class FilesOfMount extends ForwardingBackend {
        FilesOfMount(Backend files) {
            super(files);
        }

        @Override
        public Capabilities capabilities(FsPath path) {
            return super.capabilities(path).without(Capability.HARD_LINKS);
        }
    }
}
