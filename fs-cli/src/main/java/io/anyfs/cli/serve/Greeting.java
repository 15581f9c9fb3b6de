package io.anyfs.cli.serve;

import io.anyfs.cli.text.ShellWord;
import io.anyfs.cli.text.Terminal;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.sftp.SftpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator is told when the servers run: where they are, and lines to paste into a shell that reach them. A
 * password is in none of them, but the command that reads it from its file; so it gets into no log and no shell's history.
 */
final class Greeting {

    private final Terminal terminal;
    private final Logins logins;
    private final String storage;
    private final More more;

    Greeting(Terminal terminal, Logins logins, String storage, More more) {
        this.terminal = terminal;
        this.logins = logins;
        this.storage = storage;
        this.more = more;
    }

    /** What else there is to say. */
    @FunctionalInterface
    interface More {
        void print(Terminal terminal) throws IOException;
    }

    void print(Servers servers) throws IOException {
        terminal.print("Serving " + storage + " to " + logins.names());
        SftpServer sftp = servers.sftp();
        FtpServer ftp = servers.ftp();
        if (sftp != null) {
            terminal.print("  SFTP " + text(sftp.address()) + "  host key " + sftp.fingerprint());
        }
        FtpServer ftps = servers.ftps();
        FtpOptions.Certificate certificate = servers.certificate();
        if (ftp != null) {
            terminal.print("  FTP  " + text(ftp.address())
                    + (certificate == null ? "  not encrypted" + warning(ftp) : "  encrypted by AUTH TLS"));
        }
        if (ftps != null) {
            terminal.print("  FTPS " + text(ftps.address()) + "  encrypted from its beginning");
        }
        if (certificate != null) {
            printCertificate(certificate);
        }
        printPassword();
        terminal.print("");
        boolean known = logins.first().password() instanceof PasswordFile;
        if (sftp != null || known) {
            printClients(sftp, ftp, ftps, certificate);
        }
        more.print(terminal);
        terminal.print("Ctrl-C ends it when the running transfers have finished, a second Ctrl-C at once.");
        terminal.flush();
    }

    /** Without a password that is in a file there is no line for FTP to paste. */
    private void printClients(
            @Nullable SftpServer sftp,
            @Nullable FtpServer ftp,
            @Nullable FtpServer ftps,
            FtpOptions.@Nullable Certificate certificate)
            throws IOException {
        terminal.print("Try in another terminal:");
        if (sftp != null) {
            printSftp(sftp);
        }
        if (ftp != null && logins.first().password() instanceof PasswordFile password) {
            printFtp(ftp, password);
        }
        if (ftps != null && logins.first().password() instanceof PasswordFile password) {
            printFtps(ftps, password, certificate);
        }
        terminal.print("");
    }

    private void printPassword() throws IOException {
        if (logins.first().origin() == Login.Origin.GENERATED
                && logins.first().password() instanceof PasswordFile password) {
            terminal.print("  Password in " + password.path()
                    // Shown to people, not to the logs of service managers.
                    + (terminal.isSeen() ? ": " + password.readQuietly() : ""));
        }
    }

    private void printSftp(SftpServer sftp) throws IOException {
        InetSocketAddress address = sftp.address();
        terminal.print("  sftp -P " + address.getPort() + " -o StrictHostKeyChecking=accept-new "
                + ShellWord.of(logins.first().user() + "@" + host(address)));
        if (logins.first().password() instanceof PasswordFile password) {
            terminal.print("  curl -u " + credentials(":", password) + " --hostpubsha256 " + bare(sftp.fingerprint())
                    + " sftp://" + urlHost(address) + "/");
        }
    }

    private void printFtp(FtpServer ftp, PasswordFile password) throws IOException {
        InetSocketAddress address = ftp.address();
        terminal.print("  lftp -u " + credentials(",", password) + " ftp://" + urlHost(address));
        terminal.print("  curl -u " + credentials(":", password) + " ftp://" + urlHost(address) + "/");
    }

    private void printFtps(FtpServer ftps, PasswordFile password, FtpOptions.@Nullable Certificate certificate)
            throws IOException {
        Path made = certificate == null ? null : certificate.made();
        terminal.print("  curl -u " + credentials(":", password)
                + (made == null ? "" : " --cacert " + ShellWord.of(made.toString()))
                + " ftps://" + urlHost(ftps.address()) + "/");
    }

    private static String warning(FtpServer ftp) {
        return ftp.address().getAddress().isLoopbackAddress() ? "" : ": only for networks that you trust";
    }

    private void printCertificate(FtpOptions.Certificate certificate) throws IOException {
        terminal.print("  TLS certificate, SHA-256 " + certificate.fingerprint());
        if (certificate.made() != null) {
            terminal.print("  It was made here, in " + certificate.made() + ", and no authority has signed it: clients"
                    + " have to be told to trust it, by this hash. --tls-cert names a better one.");
        }
    }

    private String credentials(String separator, PasswordFile password) {
        List<String> words = new ArrayList<>();
        words.add(ShellWord.of(logins.first().user() + separator));
        words.add("\"$(head -n1 " + ShellWord.of(password.path().toString()) + ")\"");
        return String.join("", words);
    }

    /** curl wants the Base64 alone. */
    private static String bare(String fingerprint) {
        return fingerprint.substring(fingerprint.indexOf(':') + 1);
    }

    private static String text(InetSocketAddress address) {
        return urlHost(address, address.getAddress().getHostAddress());
    }

    private static String urlHost(InetSocketAddress address) {
        return urlHost(address, host(address));
    }

    private static String urlHost(InetSocketAddress address, String host) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** How others reach it: a server that listens on all addresses is known by the machine's name. */
    private static String host(InetSocketAddress address) {
        InetAddress listening = address.getAddress();
        if (!listening.isAnyLocalAddress()) {
            return listening.getHostAddress();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return ListenAddress.THIS_MACHINE;
        }
    }
}
