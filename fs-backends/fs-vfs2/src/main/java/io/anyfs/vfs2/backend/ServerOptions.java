package io.anyfs.vfs2.backend;

import io.anyfs.FsUrl;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.impl.DefaultFileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.ftp.FtpFileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.ftp.FtpFileType;
import org.apache.commons.vfs2.provider.ftps.FtpsFileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.ftps.FtpsMode;
import org.apache.commons.vfs2.provider.http4.Http4FileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.http5.Http5FileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.sftp.IdentityInfo;
import org.apache.commons.vfs2.provider.sftp.SftpFileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.webdav4.Webdav4FileSystemConfigBuilder;
import org.jspecify.annotations.Nullable;

/** What a URL says about how to log in to a server, as Commons VFS takes it. The login is no part of its URIs, which it shows. */
final class ServerOptions {

    static final List<Setting> SETTINGS = List.of(
            Setting.of("password", Setting.Type.SECRET, "the password, unless it is in the URL"),
            Setting.of("identity", Setting.Type.TEXT, "sftp: the file of a private key"),
            Setting.of("passphrase", Setting.Type.SECRET, "sftp: what the private key is encrypted with"),
            Setting.of("knownHosts", Setting.Type.TEXT, "sftp: the file of known host keys")
                    .withStandard("~/.ssh/known_hosts"),
            Setting.choice("hostKeys", "sftp: which host keys are accepted", "known", "any")
                    .withStandard("known"),
            Setting.of("passive", Setting.Type.FLAG, "ftp: who listens for data; true: the server")
                    .withStandard("true"),
            Setting.choice("tls", "ftps: when TLS begins; implicit: with the connection", "explicit", "implicit")
                    .withStandard("explicit"),
            Setting.of(
                    "certificates", Setting.Type.TEXT, "ftps: the file of the certificates to trust instead of Java's"),
            Setting.of("connections", Setting.Type.NUMBER, "http and webdav: how many at most")
                    .withStandard("64"),
            Setting.of("timeout", Setting.Type.DURATION, "how long a server may take to answer, or to send more")
                    .withStandard("60s"));

    private ServerOptions() {}

    /** Checks the parameters of a URL. */
    static SettingValues values(FsUrl url) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        url.parameters().forEach((name, value) -> written.put(name, List.of(value)));
        return SettingValues.of(url.scheme(), SETTINGS, written);
    }

    static FileSystemOptions of(FsUrl url, String provider) throws IOException {
        SettingValues values = values(url);
        FileSystemOptions options = new FileSystemOptions();
        String password = url.password() != null ? url.password() : values.secret("password");
        String user = url.user() == null && provider.equals("sftp") ? System.getProperty("user.name") : url.user();
        if (user != null) {
            DefaultFileSystemConfigBuilder.getInstance().setUserAuthenticator(options, new Login(user, password));
        }
        Duration timeout = Objects.requireNonNull(values.duration("timeout"), "it has a standard");
        switch (provider) {
            case "sftp" -> sftp(options, values, timeout);
            case "ftp" -> ftp(options, values, timeout);
            case "ftps" -> {
                ftp(options, values, timeout);
                ftps(options, values);
            }
            case "webdav4", "webdav4s" -> webdav(options, (int) values.number("connections", 0), timeout);
            case "http4", "http4s" -> http4(options, (int) values.number("connections", 0), timeout);
            case "http", "https", "http5", "http5s" -> http5(options, (int) values.number("connections", 0), timeout);
            default -> {}
        }
        return options;
    }

    // A method for each, as the class of one must not be looked for where only another is used.

    private static void webdav(FileSystemOptions options, int connections, Duration timeout) {
        Webdav4FileSystemConfigBuilder builder = Webdav4FileSystemConfigBuilder.getInstance();
        builder.setConnectionTimeout(options, timeout);
        builder.setSoTimeout(options, timeout);
        builder.setMaxConnectionsPerHost(options, connections);
        builder.setMaxTotalConnections(options, connections);
    }

    @SuppressWarnings("deprecation") // it is still what many servers are asked by
    private static void http4(FileSystemOptions options, int connections, Duration timeout) {
        Http4FileSystemConfigBuilder builder = Http4FileSystemConfigBuilder.getInstance();
        builder.setConnectionTimeout(options, timeout);
        builder.setSoTimeout(options, timeout);
        builder.setMaxConnectionsPerHost(options, connections);
        builder.setMaxTotalConnections(options, connections);
    }

    private static void http5(FileSystemOptions options, int connections, Duration timeout) {
        Http5FileSystemConfigBuilder builder = Http5FileSystemConfigBuilder.getInstance();
        builder.setConnectionTimeout(options, timeout);
        builder.setSoTimeout(options, timeout);
        builder.setMaxConnectionsPerHost(options, connections);
        builder.setMaxTotalConnections(options, connections);
    }

    private static void sftp(FileSystemOptions options, SettingValues values, Duration timeout) throws IOException {
        SftpFileSystemConfigBuilder builder = SftpFileSystemConfigBuilder.getInstance();
        builder.setUserDirIsRoot(options, false);
        // It would run "id" on the server, which many do not let.
        builder.setDisableDetectExecChannel(options, true);
        builder.setConnectTimeout(options, timeout);
        builder.setSessionTimeout(options, timeout);
        builder.setFileNameEncoding(options, StandardCharsets.UTF_8.name());
        builder.setPreferredAuthentications(options, "publickey,password,keyboard-interactive");
        boolean known = values.requiredText("hostKeys").equals("known");
        builder.setStrictHostKeyChecking(options, known ? "yes" : "no");
        if (known) {
            builder.setKnownHosts(options, file(values.requiredText("knownHosts")));
        }
        String identity = values.text("identity");
        if (identity != null) {
            builder.setIdentityProvider(options, new IdentityInfo(file(identity), bytes(values.secret("passphrase"))));
        }
    }

    private static byte @Nullable [] bytes(@Nullable String secret) {
        return secret == null ? null : secret.getBytes(StandardCharsets.UTF_8);
    }

    private static File file(String path) {
        return new File(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path);
    }

    private static void ftp(FileSystemOptions options, SettingValues values, Duration timeout) {
        FtpFileSystemConfigBuilder builder = FtpFileSystemConfigBuilder.getInstance();
        builder.setUserDirIsRoot(options, false);
        builder.setPassiveMode(options, values.flag("passive"));
        builder.setFileType(options, FtpFileType.BINARY);
        builder.setControlEncoding(options, StandardCharsets.UTF_8.name());
        builder.setConnectTimeout(options, timeout);
        builder.setSoTimeout(options, timeout);
        builder.setDataTimeout(options, timeout);
    }

    private static void ftps(FileSystemOptions options, SettingValues values) throws IOException {
        FtpsFileSystemConfigBuilder builder = FtpsFileSystemConfigBuilder.getInstance();
        boolean implicit = values.requiredText("tls").equals("implicit");
        builder.setFtpsMode(options, implicit ? FtpsMode.IMPLICIT : FtpsMode.EXPLICIT);
        String certificates = values.text("certificates");
        if (certificates != null) {
            builder.setTrustManager(
                    options, TrustedCertificates.in(file(certificates).toPath()));
        }
    }
}
