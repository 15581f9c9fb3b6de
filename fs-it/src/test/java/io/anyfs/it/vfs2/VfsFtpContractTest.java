package io.anyfs.it.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.Directories;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Replacing;
import java.io.IOException;

/** Our FTP server, through Commons VFS. */
@InBrief({Listing.class, Directories.class, Deleting.class, Replacing.class, Attributes.class, Names.class})
class VfsFtpContractTest extends ServerContract {

    @Override
    Site start() throws IOException {
        FileSystem files = MemoryFileSystem.create();
        FtpServer server = FtpServer.builder(files).user(USER, PASSWORD).port(0).start();
        String url = "vfs+ftp://" + USER + ":" + PASSWORD + "@127.0.0.1:"
                + server.address().getPort();
        return new ServedMemory(url, files, server);
    }
}
