package io.anyfs.it.compose;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.cache.CachingBackend;
import io.anyfs.cache.CachingOptions;
import io.anyfs.compress.CompressBackend;
import io.anyfs.compress.CompressOptions;
import io.anyfs.crypt.CryptBackend;
import io.anyfs.crypt.CryptOptions;
import io.anyfs.crypt.KeyProvider;
import io.anyfs.overlay.mount.MountBackend;
import io.anyfs.overlay.mount.MountOptions;
import io.anyfs.overlay.quota.QuotaBackend;
import io.anyfs.overlay.quota.QuotaOptions;
import io.anyfs.overlay.retry.RetryBackend;
import io.anyfs.overlay.retry.RetryOptions;
import io.anyfs.overlay.union.UnionBackend;
import io.anyfs.overlay.union.UnionLayer;
import io.anyfs.spi.Backend;
import io.anyfs.tck.model.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is composed of storages that go wrong, and what of a step a failure may leave there. */
enum FaultyComposition {
    UNION {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            return new UnionBackend(List.of(
                    UnionLayer.writable("write", storages.next()), UnionLayer.readOnly("lower", storages.next(START))));
        }

        @Override
        void fill(FileSystem composed) {}
    },
    UNION_OF_WRITABLE {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            return new UnionBackend(List.of(
                    UnionLayer.writable("first", storages.next()),
                    UnionLayer.writable("second", storages.next(START))));
        }

        @Override
        void fill(FileSystem composed) {}
    },
    MOUNTS {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            Backend root = storages.next();
            root.createDirectory(MOUNT_POINT);
            MountBackend tree = new MountBackend(root);
            tree.mount(MOUNT_POINT, storages.next(), MountOptions.DEFAULT);
            return tree;
        }

        /** Mount points stay, and directories do not move from one storage to another. */
        @Override
        boolean refuses() {
            return true;
        }
    },
    CRYPT {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            return CryptBackend.open(
                    storages.next(),
                    KeyProvider.ofKey(new byte[32]),
                    CryptOptions.DEFAULT.withSegmentSize(FaultySequences.CHUNK));
        }
    },
    COMPRESS {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            return new CompressBackend(
                    storages.next(), CompressOptions.DEFAULT.withFrameSize(CompressOptions.LEAST_FRAME_SIZE));
        }
    },
    QUOTA {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            return QuotaBackend.over(storages.next(), QuotaOptions.DEFAULT.withMaxBytes(1L << 50));
        }
    },
    CACHE {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            return new CachingBackend(
                    storages.next(),
                    CachingOptions.in(directory)
                            .withBlockBytes(FaultySequences.CHUNK)
                            .withMaxBytes(1 << 20)
                            .withReadAheadBytes(2 * FaultySequences.CHUNK));
        }
    },
    RETRY {
        @Override
        Backend over(FaultyStorages storages, Path directory) throws IOException {
            RetryOptions options = RetryOptions.DEFAULT.withDelays(Duration.ZERO, Duration.ZERO);
            return new RetryBackend(storages.next(), options);
        }
    };

    /** What makes the entries that are there before the first step. */
    static final List<Step> START = List.of(
            write("/a", 100),
            new Step.CreateDirectory(FsPath.of("/b")),
            write("/b/c", FaultySequences.CHUNK + 1),
            new Step.CreateDirectory(FsPath.of("/b/a")),
            write("/b/a/b", 1));

    private static final FsPath MOUNT_POINT = FsPath.of("/b");

    abstract Backend over(FaultyStorages storages, Path directory) throws IOException;

    /** Makes what is there before the first step; where it is in a storage already, nothing. */
    void fill(FileSystem composed) {
        START.forEach(step -> Outcome.of(step, composed));
    }

    /** Whether some of what it declares is refused in some places, without any fault. */
    boolean refuses() {
        return false;
    }

    /**
     * What may have happened when a step fails by a fault: nothing, all of it, or what the contract allows besides. Directories
     * that are created with their parents are created one after the other; and where a file that is moved has to be copied, as
     * between storages, it can be left at both places.
     */
    List<List<Step>> possible(Step step) {
        List<List<Step>> possible = new ArrayList<>(List.of(List.of(), List.of(step)));
        if (step instanceof Step.CreateDirectories all) {
            for (FsPath above = all.path().parent(); above != null; above = above.parent()) {
                possible.add(List.of(new Step.CreateDirectories(above)));
            }
        } else if (step instanceof Step.Move move && copiesToMove()) {
            possible.add(List.of(new Step.Copy(move.source(), move.target(), move.ifExists())));
        }
        return possible;
    }

    private static Step write(String path, int size) {
        return new Step.Write(FsPath.of(path), WriteMode.CREATE_NEW, size, Step.Ending.COMMIT);
    }

    private boolean copiesToMove() {
        return this == MOUNTS || this == UNION || this == UNION_OF_WRITABLE;
    }
}
