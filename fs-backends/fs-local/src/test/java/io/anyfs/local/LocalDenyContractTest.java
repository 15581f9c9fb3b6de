package io.anyfs.local;

/** The contract where no link is followed. */
class LocalDenyContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT.withLinks(LinkPolicy.DENY);
    }
}
