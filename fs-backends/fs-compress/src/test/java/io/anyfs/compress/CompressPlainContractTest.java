package io.anyfs.compress;

import org.junit.jupiter.api.Tag;

/** Without checksums, files that are stored raw, threads and memory of sizes, in many small frames. */
@Tag("usually-once")
class CompressPlainContractTest extends CompressContractTest {

    @Override
    public int chunkSize() {
        return CompressOptions.LEAST_FRAME_SIZE;
    }

    @Override
    CompressOptions options() {
        return super.options()
                .withChecksums(false)
                .withStoreRaw(false)
                .withKnownSizes(0)
                .withLookAhead(1);
    }
}
