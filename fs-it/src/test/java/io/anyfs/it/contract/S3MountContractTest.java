package io.anyfs.it.contract;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.it.client.Fuse;
import io.anyfs.mount.os.OsMount;
import io.anyfs.s3.testing.S3ProxyRaces;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.spi.Backend;
import io.anyfs.spi.Backends;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mount of a bucket keeps the contract of local files, as far as the kernel and a bucket can. One mount for all cases, each in a
 * directory of its own.
 */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InBrief({Appending.class, Visibility.class, Writing.class})
class S3MountContractTest extends FileSystemContract implements S3ProxyRaces {

    @TempDir
    private static Path directory;

    private FileSystem bucket;
    private OsMount mount;
    private int cases;

    @BeforeAll
    final void mount() throws IOException {
        Fuse.require();
        bucket = new ServedBucket(S3Server.S3PROXY).open();
        mount = OsMount.mount(bucket, directory);
    }

    @AfterAll
    final void unmount() throws IOException {
        if (mount != null) {
            mount.close();
            bucket.close();
        }
    }

    @Override
    protected FileSystem open() throws IOException {
        Path root = Files.createDirectory(mount.path().resolve("case-" + ++cases));
        return FileSystem.over(new FilesOfBucket(Backends.open(FsUrl.parse("local:" + root + "?links=deny"))));
    }

    @Override
    public int rounds() {
        return 2;
    }

    @Override
    public int entries() {
        return 100;
    }

    @Override
    public int levels() {
        return 10;
    }

    /** A hole is sent to the store as zeros. */
    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }

    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }

    /** Local files with what a bucket keeps: no owners, no other names, no times of access, other times to the second. */
    private static final class FilesOfBucket extends ForwardingBackend {
        FilesOfBucket(Backend files) {
            super(files);
        }

        @Override
        public Capabilities capabilities(FsPath path) {
            Capabilities files = super.capabilities(path);
            return files.without(Capability.SET_OWNER, Capability.SET_LAST_ACCESS, Capability.HARD_LINKS)
                    .within(files.limits().withTimestampPrecision(Duration.ofSeconds(1)));
        }
    }
}
