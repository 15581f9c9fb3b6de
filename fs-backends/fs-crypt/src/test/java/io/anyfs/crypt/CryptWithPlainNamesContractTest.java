package io.anyfs.crypt;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.Writing;
import io.anyfs.tck.model.ModelBackend;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The contract where only contents are encrypted. */
@Tag("once")
@InBrief({Listing.class, Moving.class, Reading.class, Replacing.class, Writing.class})
class CryptWithPlainNamesContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        CryptOptions options = CryptOptions.DEFAULT.withNames(NameProtection.PLAIN);
        return FileSystem.over(CryptBackend.open(new ModelBackend(), Keys.key(), options));
    }
}
