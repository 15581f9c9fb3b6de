package io.anyfs.vfs2.backend;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;
import org.apache.commons.net.util.TrustManagerUtils;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.UserAuthenticationData;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.ftp.FtpClientFactory;
import org.apache.commons.vfs2.provider.ftp.FtpFileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.ftps.FtpsDataChannelProtectionLevel;
import org.apache.commons.vfs2.provider.ftps.FtpsFileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.ftps.FtpsMode;
import org.apache.commons.vfs2.util.UserAuthenticatorUtils;
import org.jspecify.annotations.Nullable;

/**
 * Connects to FTP servers and logs in. Of itself Commons VFS takes any certificate for that of the server, and sends data in clear
 * after the login by TLS; here the certificate is checked, with the name of the host, and data are protected.
 */
final class FtpLogin {

    private FtpLogin() {}

    /** A client that is logged in, whose sockets are counted. */
    static FTPClient connect(
            GenericFileName root, UserAuthenticationData login, FileSystemOptions options, FtpSockets sockets)
            throws FileSystemException {
        FtpClientFactory.ConnectionFactory<?, ?> factory =
                root.getScheme().equals("ftps") ? new Protected(sockets, options) : new Clear(sockets);
        return factory.createConnection(
                root.getHostName(),
                root.getPort(),
                of(login, UserAuthenticationData.USERNAME, root.getUserName()),
                of(login, UserAuthenticationData.PASSWORD, root.getPassword()),
                root.getPath(),
                options);
    }

    private static char[] of(
            UserAuthenticationData login, UserAuthenticationData.Type type, @Nullable String otherwise) {
        return UserAuthenticatorUtils.getData(login, type, UserAuthenticatorUtils.toChar(otherwise));
    }

    private static final class Clear extends FtpClientFactory.ConnectionFactory<FTPClient, FtpFileSystemConfigBuilder> {

        private final FtpSockets sockets;

        Clear(FtpSockets sockets) {
            super(FtpFileSystemConfigBuilder.getInstance());
            this.sockets = sockets;
        }

        @Override
        protected FTPClient createClient(FileSystemOptions options) {
            FTPClient client = new FTPClient();
            client.setSocketFactory(sockets.counting(SocketFactory.getDefault()));
            return client;
        }

        @Override
        protected void setupOpenConnection(FTPClient client, FileSystemOptions options) {
            // It is as it should be.
        }
    }

    private static final class Protected
            extends FtpClientFactory.ConnectionFactory<FTPSClient, FtpsFileSystemConfigBuilder> {

        private final FtpSockets sockets;
        private final SSLContext tls;

        Protected(FtpSockets sockets, FileSystemOptions options) throws FileSystemException {
            super(FtpsFileSystemConfigBuilder.getInstance());
            this.sockets = sockets;
            TrustManager trust = builder.getTrustManager(options);
            // What Commons VFS has where nothing was set looks at no more than the dates.
            boolean isSet = trust != TrustManagerUtils.getValidateServerCertificateTrustManager();
            this.tls = context(isSet ? trust : null, builder.getKeyManager(options));
        }

        @Override
        protected FTPSClient createClient(FileSystemOptions options) {
            FTPSClient client = new FTPSClient(builder.getFtpsMode(options) == FtpsMode.IMPLICIT, tls);
            client.setEndpointCheckingEnabled(true);
            client.setSocketFactory(sockets.counting(SocketFactory.getDefault()));
            return client;
        }

        @Override
        protected void setupOpenConnection(FTPSClient client, FileSystemOptions options) throws IOException {
            FtpsDataChannelProtectionLevel wanted = builder.getDataChannelProtectionLevel(options);
            FtpsDataChannelProtectionLevel level = wanted == null ? FtpsDataChannelProtectionLevel.P : wanted;
            client.execPBSZ(0);
            client.execPROT(level.name());
            SocketFactory data =
                    level == FtpsDataChannelProtectionLevel.C ? SocketFactory.getDefault() : tls.getSocketFactory();
            client.setSocketFactory(sockets.counting(data));
        }

        /** With managers that are handed in, or with those of Java. */
        private static SSLContext context(@Nullable TrustManager trust, @Nullable KeyManager key)
                throws FileSystemException {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(
                        key == null ? null : new KeyManager[] {key},
                        trust == null ? null : new TrustManager[] {trust},
                        null);
                return context;
            } catch (GeneralSecurityException failure) {
                throw new FileSystemException(failure);
            }
        }
    }
}
