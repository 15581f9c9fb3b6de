package io.anyfs.vfs2.backend;

import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.ftp.FtpFileProvider;

/**
 * FTP as Commons VFS has it, in clear or over TLS, but that it lists by MLSD where the server can, hidden files too, takes no refused
 * listing for an empty one, loses no connections, and ends all of them when it is closed.
 */
final class FtpProvider extends FtpFileProvider {

    @Override
    protected FileSystem doCreateFileSystem(FileName name, FileSystemOptions options) throws FileSystemException {
        GenericFileName root = (GenericFileName) name;
        return new FtpFiles(root, new FtpConnection(root, options), options);
    }
}
