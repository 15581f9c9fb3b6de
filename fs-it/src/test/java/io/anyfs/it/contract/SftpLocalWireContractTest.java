package io.anyfs.it.contract;

import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Concurrency;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Visibility;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A client of our SFTP server over a directory of this machine keeps the contract, with what a directory does otherwise. */
@InBrief({Appending.class, Attributes.class, Concurrency.class, Names.class, SymbolicLinks.class, Visibility.class})
class SftpLocalWireContractTest extends SftpContract {

    @TempDir
    static Path root;

    SftpLocalWireContractTest() {
        super(new ServedDirectory(() -> root));
    }

    /** An append reads what there is, holes too. In memory there is nothing to read. */
    @Override
    public boolean sparseCopiesAreCheap() {
        return false;
    }
}
