package io.anyfs.it.security;

import io.anyfs.expose.FileService;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.expose.sftp.SftpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** One service behind FTP that clients can protect, FTP that begins with TLS, and SFTP. Closing it closes the service. */
final class AllServers implements Closeable {

    final FileService service;
    final FtpServer ftp;
    final FtpServer ftps;
    final SftpServer sftp;

    /** The certificate of both servers of FTP, for clients to trust. */
    final Path certificate;

    private AllServers(FileService service, FtpServer ftp, FtpServer ftps, SftpServer sftp, Path certificate) {
        this.service = service;
        this.ftp = ftp;
        this.ftps = ftps;
        this.sftp = sftp;
        this.certificate = certificate;
    }

    /**
     * Serves on free ports of this machine.
     *
     * @param directory where the keys are kept
     */
    static AllServers start(FileService service, Path directory) throws IOException {
        // As the command does it: what this library of SSH does to the process, TLS has to stand.
        SftpServer sftp = SftpServer.builder(service)
                .hostKey(directory.resolve("host_key"))
                .port(0)
                .start();
        Path certificate = directory.resolve("tls.pem");
        TlsSettings tls = TlsSettings.of(SelfSignedIdentity.in(certificate, "localhost"));
        return new AllServers(
                service,
                FtpServer.builder(service).tls(tls).port(0).start(),
                FtpServer.builder(service).implicitTls(tls).port(0).start(),
                sftp,
                certificate);
    }

    int ftpPort() {
        return ftp.address().getPort();
    }

    int sftpPort() {
        return sftp.address().getPort();
    }

    /** Where each of them listens. */
    InetSocketAddress[] addresses() {
        return new InetSocketAddress[] {ftp.address(), ftps.address(), sftp.address()};
    }

    @Override
    public void close() throws IOException {
        try (service) {
            ftp.close();
            ftps.close();
            sftp.close();
        }
    }
}
