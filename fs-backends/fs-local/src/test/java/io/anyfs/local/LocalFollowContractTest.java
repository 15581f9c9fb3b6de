package io.anyfs.local;

import org.junit.jupiter.api.Tag;

/** The contract where the system follows every link. */
@Tag("once")
class LocalFollowContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT.withLinks(LinkPolicy.FOLLOW);
    }
}
