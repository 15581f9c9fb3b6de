package io.anyfs.it.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.Directories;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Replacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Our SFTP server, through Commons VFS. */
@InBrief({Listing.class, Directories.class, Deleting.class, Replacing.class, Attributes.class, Names.class})
class VfsSftpContractTest extends ServerContract {

    @TempDir
    static Path directory;

    @Override
    Site start() throws IOException {
        FileSystem files = MemoryFileSystem.create();
        SftpServer server =
                SftpServer.builder(files).user(USER, PASSWORD).port(0).start();
        Path knownHosts = Files.writeString(directory.resolve("known_hosts"), server.hostKeyLine() + "\n");
        String url = "vfs+sftp://" + USER + ":" + PASSWORD + "@127.0.0.1:"
                + server.address().getPort() + "/?knownHosts=" + knownHosts;
        return new ServedMemory(url, files, server);
    }
}
