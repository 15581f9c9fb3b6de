package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.UsageException;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ftp.FtpServerBuilder;
import io.anyfs.expose.ftp.tls.ClientCertificates;
import io.anyfs.expose.ftp.tls.InvalidIdentityException;
import io.anyfs.expose.ftp.tls.PemIdentity;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.SessionResumption;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.expose.ftp.tls.UploadEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code serve} can be told of FTP, and of TLS over it. */
final class FtpOptions {

    private static final int DEFAULT_PORT = 2121;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

    @Option(
            names = "--ftp",
            paramLabel = "[HOST:]PORT",
            converter = ListenAddress.Converter.class,
            description =
                    "Serve FTP there. It is encrypted for clients that ask for it (AUTH TLS), if there is a certificate.")
    private @Nullable ListenAddress ftp;

    @Option(
            names = "--ftps",
            paramLabel = "[HOST:]PORT",
            converter = ListenAddress.Converter.class,
            description =
                    "Serve FTP there that is encrypted from its beginning; the usual port is 990. Without --tls-cert"
                            + " a certificate is made and kept in ~/.local/state/anyfs.")
    private @Nullable ListenAddress ftps;

    @Option(
            names = "--tls-cert",
            paramLabel = "PEM",
            description = "The certificate for FTP, followed by those of its issuers. A new one is noticed.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "PEM",
            description = "The key of the certificate; it may be in the same file, and then be left out here.")
    private @Nullable Path key;

    @Option(
            names = "--tls-key-password-file",
            paramLabel = "FILE",
            description = "The password of the key is the first line of this file.")
    private @Nullable Path keyPassword;

    @Option(names = "--ftp-require-tls", description = "Nobody logs in or moves files over FTP in clear.")
    private boolean requireTls;

    @Option(
            names = "--tls-resumption",
            paramLabel = "RULE",
            description = "Whether data connections have to resume the TLS session of their control connection: off,"
                    + " optional (if not given), or required, which not all clients can.")
    private SessionResumption resumption = SessionResumption.OPTIONAL;

    @Option(
            names = "--ftp-accept-missing-close-notify",
            description = "Take an upload over TLS for whole though its client did not say so by a close_notify, as old"
                    + " clients do not.")
    private boolean acceptMissingCloseNotify;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "PEM",
            description =
                    "The authorities that certificates of clients have to come from, or such certificates themselves."
                            + " Clients need one, and their password too, unless --tls-client-auth says otherwise.")
    private @Nullable Path clientAuthorities;

    @Option(
            names = "--tls-client-auth",
            paramLabel = "RULE",
            description =
                    "Whether clients have to show a certificate from --tls-client-ca: off, wanted (those that have one), or"
                            + " required.")
    private @Nullable ClientCertificates clientCertificates;

    @Option(
            names = "--ftp-deflate",
            description =
                    "Let clients compress what they transfer (MODE Z), which lftp does unasked. It takes a processor for"
                            + " each 50 to 100 MB/s.")
    private boolean deflate;

    @Option(
            names = "--passive-ports",
            paramLabel = "A-B",
            description = "The ports for FTP's data connections; any that are free if not given.")
    private @Nullable String passivePorts;

    @Option(
            names = "--passive-address",
            paramLabel = "[NETWORK=]ADDRESS",
            description =
                    "What PASV tells clients, or those of a network such as 10.0.0.0/8, to connect to: an address or"
                            + " a name, or 'local' for the one that they have reached. May be repeated.")
    private List<String> passiveAddresses = new ArrayList<>();

    @Option(names = "--ftp-passive-only", description = "Make no data connections to clients (PORT, EPRT).")
    private boolean passiveOnly;

    /** Whether FTP is to be served at all. */
    boolean isWanted() {
        return ftp != null || ftps != null;
    }

    /** Serves at the usual place. */
    void listenByDefault() {
        ftp = new ListenAddress(ListenAddress.THIS_MACHINE, DEFAULT_PORT);
    }

    /** Whether a certificate of our own will be kept in the state directory. */
    boolean needsState() {
        return certificate == null && (ftps != null || requireTls);
    }

    /** Files that nobody who logs in may see. */
    List<Path> secrets(Path workingDirectory) {
        List<Path> secrets = new ArrayList<>();
        Path keyFile = key == null ? certificate : key;
        if (keyFile != null) {
            secrets.add(workingDirectory.resolve(keyFile));
        }
        if (keyPassword != null) {
            secrets.add(workingDirectory.resolve(keyPassword));
        }
        return secrets;
    }

    /** Starts what is wanted. */
    void start(Servers servers, FileService service, StateDirectory state, Path workingDirectory, int backlog)
            throws Exception {
        if (!isWanted()) {
            requireNothingElse();
            return;
        }
        Certificate shown = certificate(state, workingDirectory);
        requireClientAuthorities(shown);
        TlsSettings tls = shown == null ? null : settings(shown, workingDirectory);
        if (ftp != null) {
            servers.startFtp(service, ftp, shown, builder -> {
                network(builder, backlog);
                if (tls != null) {
                    builder.tls(tls);
                }
            });
        }
        if (ftps != null && tls != null && shown != null) {
            servers.startFtps(service, ftps, shown, builder -> {
                network(builder, backlog);
                builder.implicitTls(tls);
            });
        }
    }

    private void requireNothingElse() {
        boolean anyTls = certificate != null || key != null || requireTls || clientAuthorities != null;
        if (anyTls || clientCertificates != null || deflate || passivePorts != null || !passiveAddresses.isEmpty()) {
            throw new UsageException("there are options for FTP, and no FTP; add --ftp or --ftps");
        }
    }

    private TlsSettings settings(Certificate shown, Path workingDirectory) throws CommandException, IOException {
        ClientCertificates rule = clientRule();
        TlsSettings settings = TlsSettings.of(shown.identity())
                .withResumption(resumption)
                .withUploadEnd(acceptMissingCloseNotify ? UploadEnd.CONNECTION_END : UploadEnd.CLOSE_NOTIFY);
        if (clientAuthorities != null) {
            try {
                settings = settings.withClientCertificates(
                        rule, PemIdentity.certificatesIn(workingDirectory.resolve(clientAuthorities)));
            } catch (InvalidIdentityException unusable) {
                throw new CommandException(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
            }
        }
        return requireTls ? settings.withClearRefused() : settings;
    }

    /** Whether clients have to show certificates. */
    private ClientCertificates clientRule() {
        if (clientCertificates != null) {
            return clientCertificates;
        }
        return clientAuthorities == null ? ClientCertificates.OFF : ClientCertificates.REQUIRED;
    }

    private void requireClientAuthorities(@Nullable Certificate shown) {
        if (clientAuthorities == null && clientRule() != ClientCertificates.OFF) {
            throw new UsageException(
                    "--tls-client-auth needs the authorities of the clients' certificates: --tls-client-ca");
        }
        if (clientAuthorities != null && shown == null) {
            throw new UsageException(
                    "--tls-client-ca is for FTP over TLS: add --tls-cert, --ftps or --ftp-require-tls");
        }
    }

    private @Nullable Certificate certificate(StateDirectory state, Path workingDirectory)
            throws CommandException, IOException {
        try {
            if (certificate != null) {
                Path file = workingDirectory.resolve(certificate);
                Path itsKey = key == null ? file : workingDirectory.resolve(key);
                String password =
                        keyPassword == null ? null : new PasswordFile(workingDirectory.resolve(keyPassword)).read();
                return new Certificate(PemIdentity.of(file, itsKey, password), null);
            } else if (key != null || keyPassword != null) {
                throw new UsageException("--tls-key is the key of a certificate; name that too with --tls-cert");
            } else if (needsState()) {
                Path own = state.certificate();
                return new Certificate(SelfSignedIdentity.in(own, hostName()), own);
            }
            return null;
        } catch (InvalidIdentityException unusable) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private void network(FtpServerBuilder builder, int backlog) {
        builder.backlog(backlog);
        if (deflate) {
            builder.deflate();
        }
        if (passiveOnly) {
            builder.passiveOnly();
        }
        try {
            if (passivePorts != null) {
                Matcher range = RANGE.matcher(passivePorts);
                if (!range.matches()) {
                    throw new UsageException("--passive-ports needs a range such as 50000-50999: " + passivePorts);
                }
                builder.passivePorts(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
            }
            for (String rule : passiveAddresses) {
                int equals = rule.indexOf('=');
                String address = rule.substring(equals + 1);
                String told = address.equals("local") ? null : address;
                if (equals >= 0) {
                    builder.passiveAddress(rule.substring(0, equals), told);
                } else if (told != null) {
                    builder.passiveAddress(told);
                }
            }
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /**
     * What FTP clients are shown.
     *
     * @param made where it is kept, if it was made here and nobody has signed it; {@code null} otherwise
     */
    record Certificate(PemIdentity identity, @Nullable Path made) {
        String fingerprint() {
            return identity.current().fingerprint();
        }
    }
}
