package io.anyfs.it.vfs2;

import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Replacing;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** WebDAV of Apache's httpd, through Commons VFS. */
@InBrief({Listing.class, Deleting.class, Replacing.class, Names.class})
class VfsWebdavContractTest extends ServerContract {

    @TempDir
    static Path directory;

    @Override
    Site start() throws IOException {
        Apache apache = Apache.start(directory, USER, PASSWORD);
        return ServedDirectory.of(
                "vfs+webdav://" + USER + ":" + PASSWORD + "@127.0.0.1:" + apache.port() + "/", apache.served(), apache);
    }
}
