package io.anyfs.local;

import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Large;
import org.junit.jupiter.api.Tag;

/** What is large, which takes real files long and is the same on every JDK. */
@Tag("once")
@InBrief(Large.class)
class LocalLargeContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT;
    }

    @Override
    public int entries() {
        return 10_000;
    }

    @Override
    public int levels() {
        return 1000;
    }
}
