package io.anyfs.local;

import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.DeletingTrees;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Looking;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.SymbolicLinks;
import org.junit.jupiter.api.Tag;

/** The contract where the system follows every link. */
@Tag("once")
@InBrief({SymbolicLinks.class, Looking.class, Listing.class, Deleting.class, DeletingTrees.class, Moving.class})
class LocalFollowContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT.withLinks(LinkPolicy.FOLLOW);
    }
}
