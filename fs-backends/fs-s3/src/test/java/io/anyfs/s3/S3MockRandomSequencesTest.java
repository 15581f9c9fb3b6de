package io.anyfs.s3;

import io.anyfs.s3.testing.S3Server;
import net.jqwik.api.Tag;

/** On the server that has no directories of its own behind the keys. */
@Tag("once")
class S3MockRandomSequencesTest extends S3RandomSequences {

    S3MockRandomSequencesTest() {
        super(S3Server.S3MOCK);
    }

    /** Each call is some requests, each of them slow. */
    @Override
    protected int tries(int usual) {
        return usual / 40;
    }
}
