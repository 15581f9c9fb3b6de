package io.anyfs.local;

import org.junit.jupiter.api.Tag;

/** The contract where no link is followed. */
@Tag("once")
class LocalDenyContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT.withLinks(LinkPolicy.DENY);
    }
}
