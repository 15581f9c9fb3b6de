package io.anyfs.s3;

import io.anyfs.s3.testing.S3Server;
import net.jqwik.api.Tag;

/** With files around the size of the parts that the store takes. */
@Tag("once")
class S3PartsRandomSequencesTest extends S3RandomSequences {

    S3PartsRandomSequencesTest() {
        super(S3Server.S3PROXY);
    }

    @Override
    S3Options with(S3Options options) {
        return options.withPartSize(S3Options.MIN_PART_SIZE);
    }

    @Override
    protected int chunkSize() {
        return S3Options.MIN_PART_SIZE;
    }

    /** Each file has some 5 MiB. */
    @Override
    protected int tries(int usual) {
        return usual / 100;
    }
}
