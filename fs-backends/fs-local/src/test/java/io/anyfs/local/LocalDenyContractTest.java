package io.anyfs.local;

import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.DeletingTrees;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Looking;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.SymbolicLinks;
import org.junit.jupiter.api.Tag;

/** The contract where no link is followed. */
@Tag("once")
@InBrief({SymbolicLinks.class, Looking.class, Listing.class, Deleting.class, DeletingTrees.class, Moving.class})
class LocalDenyContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT.withLinks(LinkPolicy.DENY);
    }
}
