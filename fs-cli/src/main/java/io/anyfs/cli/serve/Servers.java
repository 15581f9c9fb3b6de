package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.ftp.FtpServerBuilder;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.expose.sftp.SftpServerBuilder;
import io.anyfs.text.JsonLine;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The servers of one service, as many as were asked for. */
final class Servers implements Closeable {

    private @Nullable SftpServer sftp;
    private @Nullable FtpServer ftp;
    private @Nullable FtpServer ftps;
    private FtpOptions.@Nullable Certificate certificate;

    /** Starts a server. */
    void startSftp(FileService service, ListenAddress address, Consumer<SftpServerBuilder> settings) throws Exception {
        sftp = start("sftp", address, () -> {
            SftpServerBuilder builder =
                    SftpServer.builder(service).host(address.host()).port(address.port());
            settings.accept(builder);
            return builder.start();
        });
    }

    /** Starts a server, which shows a certificate to clients that want TLS if there is one. */
    void startFtp(
            FileService service,
            ListenAddress address,
            FtpOptions.@Nullable Certificate shown,
            Consumer<FtpServerBuilder> settings)
            throws Exception {
        certificate = shown;
        ftp = start("ftp", address, () -> startFtp(service, address, settings));
    }

    /** Starts a server of FTP over TLS. */
    void startFtps(
            FileService service,
            ListenAddress address,
            FtpOptions.Certificate shown,
            Consumer<FtpServerBuilder> settings)
            throws Exception {
        certificate = shown;
        ftps = start("ftps", address, () -> startFtp(service, address, settings));
    }

    private static FtpServer startFtp(FileService service, ListenAddress address, Consumer<FtpServerBuilder> settings)
            throws IOException {
        FtpServerBuilder builder =
                FtpServer.builder(service).host(address.host()).port(address.port());
        settings.accept(builder);
        return builder.start();
    }

    /** The SFTP server, if it runs. */
    @Nullable
    SftpServer sftp() {
        return sftp;
    }

    /** The FTP server, if it runs. */
    @Nullable
    FtpServer ftp() {
        return ftp;
    }

    /** The server of FTP over TLS, if it runs. */
    @Nullable
    FtpServer ftps() {
        return ftps;
    }

    /** What FTP clients that want TLS are shown; {@code null} if there is no TLS. */
    FtpOptions.@Nullable Certificate certificate() {
        return certificate;
    }

    /** Where they are, for scripts. */
    JsonLine json(String user) {
        JsonLine json =
                JsonLine.readable().put("pid", ProcessHandle.current().pid()).put("user", user);
        if (sftp != null) {
            json.put("sftp", address(sftp.address()).put("hostKey", sftp.fingerprint()));
        }
        if (ftp != null) {
            json.put("ftp", certified(address(ftp.address())));
        }
        if (ftps != null) {
            json.put("ftps", certified(address(ftps.address())));
        }
        return json;
    }

    /** Ends all, also if one of them fails. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (@Nullable Closeable server : new @Nullable Closeable[] {sftp, ftp, ftps}) {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (IOException failed) {
                if (failure != null) {
                    failed.addSuppressed(failure);
                }
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private JsonLine certified(JsonLine address) {
        return certificate == null ? address : address.put("certificate", certificate.fingerprint());
    }

    private static JsonLine address(InetSocketAddress address) {
        return JsonLine.readable()
                .put("host", address.getAddress().getHostAddress())
                .put("port", address.getPort());
    }

    private static <S> S start(String protocol, ListenAddress address, Start<S> start) throws Exception {
        try {
            return start.run();
        } catch (UnknownHostException unknown) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "there is no host '" + address.host() + "'; name an address of this machine",
                    unknown);
        } catch (SocketException refused) {
            throw cannotListen(protocol, address, refused);
        }
    }

    private static CommandException cannotListen(String protocol, ListenAddress address, SocketException refused) {
        String reason = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
        String option = "--" + protocol + " ";
        if (reason.contains("in use")) {
            return new CommandException(
                    ExitCode.FAILURE,
                    address + " is in use by another program; choose another port with " + option
                            + new ListenAddress(address.host(), address.port() + 1) + ", or any that is free with "
                            + option
                            + new ListenAddress(address.host(), 0),
                    refused);
        } else if (reason.contains("permission denied")) {
            return new CommandException(
                    ExitCode.DENIED,
                    "not allowed to listen on " + address + "; ports below 1024 need root, choose another with "
                            + option + new ListenAddress(address.host(), 1024 + address.port()),
                    refused);
        }
        return new CommandException(
                ExitCode.FAILURE,
                "cannot listen on " + address + " (" + refused.getMessage()
                        + "); choose an address of this machine with " + option + "HOST:PORT",
                refused);
    }

    private interface Start<S> {
        S run() throws Exception;
    }
}
