package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A client of our SFTP server over a composition keeps the contract. */
@Tag("once")
class SftpCompositionsContractTest {

    @TempDir
    private static Path directory;

    /** A composition behind the server, and the place in it that is served. */
    private static final class Served implements ServedStorage {
        private final Composition composition;
        private FileSystem whole;

        Served(Composition composition) {
            this.composition = composition;
        }

        @Override
        public FileSystem open() throws IOException {
            whole = composition.open(directory);
            return composition.seen(whole);
        }

        void close() throws IOException {
            whole.close();
        }

        @Override
        public int rounds() {
            return 2;
        }

        @Override
        public int entries() {
            return 1010;
        }

        @Override
        public int levels() {
            return 20;
        }

        @Override
        public boolean sparseFilesAreCheap() {
            return false;
        }
    }

    /** What else there is has been tried with each composition, and through the server with each storage. */
    @InBrief({Listing.class, Reading.class, Replacing.class, Visibility.class})
    private abstract static class Contract extends SftpContract {
        private final Served served;

        Contract(Composition composition) {
            this(new Served(composition));
        }

        private Contract(Served served) {
            super(served);
            this.served = served;
        }

        @AfterAll
        void closeWhole() throws IOException {
            served.close();
        }
    }

    @Nested
    class Mounts extends Contract {
        Mounts() {
            super(Composition.MOUNTS);
        }
    }

    @Nested
    class BucketInMounts extends Contract {
        BucketInMounts() {
            super(Composition.BUCKET_IN_MOUNTS);
        }
    }

    @Nested
    class NestedMounts extends Contract {
        NestedMounts() {
            super(Composition.NESTED_MOUNTS);
        }
    }

    @Nested
    class UnionOverBucket extends Contract {
        UnionOverBucket() {
            super(Composition.UNION_OVER_BUCKET);
        }
    }

    @Nested
    class UnionOfLocal extends Contract {
        UnionOfLocal() {
            super(Composition.UNION_OF_LOCAL);
        }
    }

    @Nested
    class CryptOverCompressOverQuota extends Contract {
        CryptOverCompressOverQuota() {
            super(Composition.CRYPT_OVER_COMPRESS_OVER_QUOTA);
        }
    }

    @Nested
    class CacheOverCryptOverBucket extends Contract {
        CacheOverCryptOverBucket() {
            super(Composition.CACHE_OVER_CRYPT_OVER_BUCKET);
        }
    }

    @Nested
    class Governed extends Contract {
        Governed() {
            super(Composition.GOVERNED);
        }
    }

    @Nested
    class Views extends Contract {
        Views() {
            super(Composition.VIEWS);
        }
    }

    @Nested
    class QuotaOnUnionInMount extends Contract {
        QuotaOnUnionInMount() {
            super(Composition.QUOTA_ON_UNION_IN_MOUNT);
        }
    }

    @Nested
    class StatcacheOverMounts extends Contract {
        StatcacheOverMounts() {
            super(Composition.STATCACHE_OVER_MOUNTS);
        }
    }

    @Nested
    class CompressInUnion extends Contract {
        CompressInUnion() {
            super(Composition.COMPRESS_IN_UNION);
        }
    }

    @Nested
    class Shared extends Contract {
        Shared() {
            super(Composition.SHARED);
        }
    }

    @Nested
    class Unreliable extends Contract {
        Unreliable() {
            super(Composition.UNRELIABLE);
        }
    }
}
