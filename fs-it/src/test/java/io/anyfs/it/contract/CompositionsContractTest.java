package io.anyfs.it.contract;

import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Copying;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What is composed of storages, wrappers, mounts and layers keeps the contract as its parts do. */
@Tag("once")
class CompositionsContractTest {

    /** A request to the store takes longer than all of a case in memory. */
    @InBrief({Copying.class, Listing.class, Replacing.class, Visibility.class, Writing.class})
    private abstract static class OverBucket extends ComposedContract {
        OverBucket(Composition composition) {
            super(composition);
        }
    }

    @Nested
    class Mounts extends ComposedContract {
        Mounts() {
            super(Composition.MOUNTS);
        }
    }

    @Nested
    class BucketInMounts extends OverBucket {
        BucketInMounts() {
            super(Composition.BUCKET_IN_MOUNTS);
        }
    }

    @Nested
    class NestedMounts extends ComposedContract {
        NestedMounts() {
            super(Composition.NESTED_MOUNTS);
        }
    }

    @Nested
    class UnionOverBucket extends OverBucket {
        UnionOverBucket() {
            super(Composition.UNION_OVER_BUCKET);
        }
    }

    @Nested
    class UnionOfLocal extends ComposedContract {
        UnionOfLocal() {
            super(Composition.UNION_OF_LOCAL);
        }
    }

    @Nested
    class CryptOverCompressOverQuota extends ComposedContract {
        CryptOverCompressOverQuota() {
            super(Composition.CRYPT_OVER_COMPRESS_OVER_QUOTA);
        }
    }

    @Nested
    class CacheOverCryptOverBucket extends OverBucket {
        CacheOverCryptOverBucket() {
            super(Composition.CACHE_OVER_CRYPT_OVER_BUCKET);
        }
    }

    @Nested
    class Governed extends ComposedContract {
        Governed() {
            super(Composition.GOVERNED);
        }
    }

    @Nested
    class Views extends ComposedContract {
        Views() {
            super(Composition.VIEWS);
        }
    }

    @Nested
    class QuotaOnUnionInMount extends ComposedContract {
        QuotaOnUnionInMount() {
            super(Composition.QUOTA_ON_UNION_IN_MOUNT);
        }
    }

    @Nested
    class StatcacheOverMounts extends ComposedContract {
        StatcacheOverMounts() {
            super(Composition.STATCACHE_OVER_MOUNTS);
        }
    }

    @Nested
    class CompressInUnion extends ComposedContract {
        CompressInUnion() {
            super(Composition.COMPRESS_IN_UNION);
        }
    }

    @Nested
    class Shared extends ComposedContract {
        Shared() {
            super(Composition.SHARED);
        }
    }

    @Nested
    class Unreliable extends ComposedContract {
        Unreliable() {
            super(Composition.UNRELIABLE);
        }
    }
}
