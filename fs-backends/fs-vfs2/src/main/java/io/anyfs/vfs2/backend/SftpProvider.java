package io.anyfs.vfs2.backend;

import com.jcraft.jsch.Session;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.UserAuthenticationData;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.sftp.SftpClientFactory;
import org.apache.commons.vfs2.provider.sftp.SftpFileProvider;
import org.apache.commons.vfs2.util.UserAuthenticatorUtils;
import org.jspecify.annotations.Nullable;

/**
 * SFTP as Commons VFS has it, but that it takes no failure for a missing file, and goes on with no channel that an interrupted call
 * left in the midst of an answer.
 */
final class SftpProvider extends SftpFileProvider {

    @Override
    protected FileSystem doCreateFileSystem(FileName name, FileSystemOptions options) throws FileSystemException {
        GenericFileName root = (GenericFileName) name;
        return new SftpFiles(root, connect(root, options), options);
    }

    private static Session connect(GenericFileName root, FileSystemOptions options) throws FileSystemException {
        UserAuthenticationData login = UserAuthenticatorUtils.authenticate(options, AUTHENTICATOR_TYPES);
        try {
            return SftpClientFactory.createConnection(
                    root.getHostName(),
                    root.getPort(),
                    of(login, UserAuthenticationData.USERNAME, root.getUserName()),
                    of(login, UserAuthenticationData.PASSWORD, root.getPassword()),
                    options);
        } finally {
            UserAuthenticatorUtils.cleanup(login);
        }
    }

    private static char[] of(
            UserAuthenticationData login, UserAuthenticationData.Type type, @Nullable String otherwise) {
        return UserAuthenticatorUtils.getData(login, type, UserAuthenticatorUtils.toChar(otherwise));
    }
}
