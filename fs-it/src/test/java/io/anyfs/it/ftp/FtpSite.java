package io.anyfs.it.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.ftp.FtpServerBuilder;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.Storage;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A storage that is served by FTP, and a client's home beside it. Closing it fails the test if anything is left open. */
final class FtpSite implements AutoCloseable {

    static final String USER = "alice";
    static final String PASSWORD = "secret";
    /** The certificate and its key, in the directory of a site that has TLS. */
    static final String CERTIFICATE = "tls.pem";

    final FileSystem files;
    final FtpServer server;
    final ClientHome home;
    final Path here;

    private FtpSite(FileSystem files, FtpServer server, ClientHome home, Path here) {
        this.files = files;
        this.server = server;
        this.home = home;
        this.here = here;
    }

    static FtpSite of(Storage storage, Path directory) throws IOException {
        return of(storage.open(directory.resolve("served")), UploadPolicy.ATOMIC, directory);
    }

    /** A site of a filesystem, with a home in a directory. */
    static FtpSite of(FileSystem files, UploadPolicy uploads, Path directory) throws IOException {
        return of(files, uploads, directory, ServiceLimits.DEFAULT.stallTimeout());
    }

    /** The same, where nothing may move on a data connection for this long. */
    static FtpSite of(FileSystem files, UploadPolicy uploads, Path directory, Duration stallTimeout)
            throws IOException {
        ClientHome home = ClientHome.in(directory);
        Path here = Files.createDirectories(directory.resolve("here"));
        FtpServer server = FtpServer.builder(files)
                .user(USER, PASSWORD)
                .uploads(uploads)
                .stallTimeout(stallTimeout)
                .port(0)
                .start();
        return new FtpSite(files, server, home, here);
    }

    /** A site with TLS, by a certificate in the home directory. */
    static FtpSite protectedBy(
            Storage storage, Path directory, BiFunction<FtpServerBuilder, TlsSettings, FtpServerBuilder> tls)
            throws IOException {
        ClientHome home = ClientHome.in(directory);
        Path here = Files.createDirectories(directory.resolve("here"));
        FileSystem files = storage.open(directory.resolve("served"));
        TlsSettings settings = TlsSettings.of(SelfSignedIdentity.in(directory.resolve(CERTIFICATE), "localhost"));
        FtpServerBuilder builder = FtpServer.builder(files).user(USER, PASSWORD).port(0);
        return new FtpSite(files, tls.apply(builder, settings).start(), home, here);
    }

    int port() {
        return server.address().getPort();
    }

    String url(String path) {
        return "ftp://127.0.0.1:" + port() + path;
    }

    ClientCommand curl(Object... arguments) {
        List<Object> words = new ArrayList<>(List.of("-sS", "-u", USER + ":" + PASSWORD));
        words.addAll(List.of(arguments));
        return home.command("curl", words.toArray()).in(here);
    }

    ClientCommand lftp(String commands) {
        String script = "set cmd:fail-exit yes; set net:max-retries 1; set xfer:log no;" + " open -u " + USER + ","
                + PASSWORD + " ftp://127.0.0.1:" + port() + "; " + commands;
        return home.command("lftp", "--norc", "-c", script).in(here);
    }

    /** Runs rclone, for which this is {@code server:}. It is configured by the environment alone: there is no configuration file. */
    ClientResult rclone(Object... arguments) throws IOException, InterruptedException {
        String obscured = home.command("rclone", "obscure", PASSWORD)
                .with("RCLONE_CONFIG", "")
                .run()
                .requireSuccess()
                .output()
                .strip();
        return home.command("rclone", arguments)
                .with("RCLONE_CONFIG", "")
                .with("RCLONE_CONFIG_SERVER_TYPE", "ftp")
                .with("RCLONE_CONFIG_SERVER_HOST", "127.0.0.1")
                .with("RCLONE_CONFIG_SERVER_PORT", port())
                .with("RCLONE_CONFIG_SERVER_USER", USER)
                .with("RCLONE_CONFIG_SERVER_PASS", obscured)
                // By default it spares servers what they may not keep, such as a space at the end of a name.
                .with("RCLONE_CONFIG_SERVER_ENCODING", "Slash")
                // rclone 1.60 fetches large files in pieces, closes each early, and takes the reply to that for a
                // failure.
                .with("RCLONE_MULTI_THREAD_STREAMS", 0)
                .in(here)
                .run()
                .requireSuccess();
    }

    /** Nothing but what the sessions of living clients need. */
    void assertNothingLeftOpen() throws InterruptedException {
        Eventually.holds("all clients have gone", () -> server.connections() == 0);
        assertEquals(List.of(), files.openResources());
    }

    /** What is promised for clients that were killed. */
    void assertNothingLeftOpenWithinASecond(String context) {
        Eventually.holdsWithinASecond(
                () -> server.connections() == 0 && files.openResources().isEmpty(),
                () -> context + ", open: " + files.openResources());
    }

    @Override
    public void close() throws IOException {
        server.close();
        List<?> open = files.openResources();
        files.close();
        assertEquals(List.of(), open);
    }
}
