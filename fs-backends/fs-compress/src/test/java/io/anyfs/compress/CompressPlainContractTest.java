package io.anyfs.compress;

/** Without checksums, files that are stored raw, threads and memory of sizes, in many small frames. */
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
