package io.anyfs.s3;

import io.anyfs.s3.testing.S3Server;
import net.jqwik.api.Tag;

/** On the server that answers soonest. */
@Tag("once")
class S3RandomSequencesTest extends S3RandomSequences {

    S3RandomSequencesTest() {
        super(S3Server.S3PROXY);
    }

    /** Each call is some requests. */
    @Override
    protected int tries(int usual) {
        return usual / 20;
    }
}
