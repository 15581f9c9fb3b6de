package io.anyfs.vfs2.backend;

import java.time.Instant;
import java.util.Optional;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.UriParser;
import org.apache.commons.vfs2.provider.ftp.FtpFileObject;
import org.jspecify.annotations.Nullable;

/**
 * A file of an FTP server, which asks for its time. Commons VFS can do that, too, but takes a connection for it that it never gives
 * back: one more login for each file that is looked at, until the server refuses them.
 */
final class FtpFile extends FtpFileObject {

    private final FtpFiles files;
    private final @Nullable String path;

    FtpFile(AbstractFileName name, FtpFiles files, FileName root) throws FileSystemException {
        super(name, files, root);
        this.files = files;
        String relative = UriParser.decode(root.getRelativeName(name));
        this.path = relative.equals(".") ? null : relative;
    }

    @Override
    protected long doGetLastModifiedTime() throws Exception {
        Optional<Instant> told = path == null ? Optional.empty() : files.timeOf(path);
        // Some servers tell it of files only; then it is what the listing said.
        return told.isPresent() ? told.get().toEpochMilli() : super.doGetLastModifiedTime();
    }
}
