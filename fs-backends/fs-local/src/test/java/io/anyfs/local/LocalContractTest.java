package io.anyfs.local;

/** The contract as users get it by default: links are followed within the root. */
class LocalContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT;
    }
}
