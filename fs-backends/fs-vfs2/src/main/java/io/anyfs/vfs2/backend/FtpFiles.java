package io.anyfs.vfs2.backend;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.ftp.FTPClientWrapper;
import org.apache.commons.vfs2.provider.ftp.FtpClient;
import org.apache.commons.vfs2.provider.ftp.FtpFileSystem;

/** The files of an FTP server. All connections end when it is closed, those in use too. */
final class FtpFiles extends FtpFileSystem implements PrivateVfs.Connected {

    private final GenericFileName root;
    /** Those that are not used any more vanish from it. */
    private final Set<FtpConnection> connections =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile boolean ended;

    FtpFiles(GenericFileName root, FtpConnection first, FileSystemOptions options) {
        super(root, first, options);
        this.root = root;
        connections.add(first);
    }

    @Override
    protected FileObject createFile(AbstractFileName name) throws FileSystemException {
        return new FtpFile(name, this, getRootName());
    }

    @Override
    protected FTPClientWrapper createWrapper() throws FileSystemException {
        FtpConnection connection = new FtpConnection(root, getFileSystemOptions());
        connections.add(connection);
        if (ended) {
            connection.end();
        }
        return connection;
    }

    /** The time of a file, unless the server tells it in listings only. */
    Optional<Instant> timeOf(String path) throws IOException {
        FtpClient client = getClient();
        try {
            return client instanceof FtpConnection connection ? connection.timeOf(path) : Optional.empty();
        } finally {
            putClient(client);
        }
    }

    @Override
    protected void doCloseCommunicationLink() {
        super.doCloseCommunicationLink();
        end();
    }

    @Override
    public void end() {
        ended = true;
        for (FtpConnection connection : connections.toArray(FtpConnection[]::new)) {
            connection.end();
        }
    }
}
