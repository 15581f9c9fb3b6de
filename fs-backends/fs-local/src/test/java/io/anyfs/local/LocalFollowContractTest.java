package io.anyfs.local;

/** The contract where the system follows every link. */
class LocalFollowContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT.withLinks(LinkPolicy.FOLLOW);
    }
}
