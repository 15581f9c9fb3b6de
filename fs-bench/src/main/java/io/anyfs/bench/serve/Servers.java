package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The servers that can be compared. Each serves the same directory.
 *
 * @param script the script {@code anyfs}
 * @param proftpd the program, as it is not installed beside vsftpd
 * @param key the private key of the client
 * @param certificate of servers that speak TLS, in PEM, with its key in a file beside it
 */
record Servers(ServedFiles files, Path script, String proftpd, Path key, Path certificate, Path certificateKey) {

    static final List<String> NAMES = List.of(
            "openssh",
            "rclone-sftp",
            "anyfs-sftp",
            "vsftpd",
            "pyftpdlib",
            "ftpserver",
            "anyfs-ftp",
            "proftpd-ftps",
            "vsftpd-ftps",
            "anyfs-ftps");

    private static final Server.Login BENCH = new Server.Login("bench", "bench-password");
    private static final Server.Login ANONYMOUS = new Server.Login("anonymous", "bench");
    private static final String DIRECTORY = "pub/";

    Server start(String name) throws IOException, InterruptedException {
        int port = Server.freePort();
        return switch (name) {
            case "openssh" -> openSsh(name, port);
            case "rclone-sftp" -> rclone(name, port);
            case "anyfs-sftp" -> anyfs(name, Scheme.SFTP, port);
            case "anyfs-ftp" -> anyfs(name, Scheme.FTP, port);
            case "anyfs-ftps" -> anyfs(name, Scheme.FTPS, port);
            case "vsftpd" -> vsftpd(name, Scheme.FTP, port);
            case "vsftpd-ftps" -> vsftpd(name, Scheme.FTPS, port);
            case "pyftpdlib" -> pyftpdlib(name, port);
            case "ftpserver" -> ftpServer(name, port);
            case "proftpd-ftps" -> proftpd(name, port);
            default -> throw new IllegalArgumentException("no such server: " + name);
        };
    }

    private Server anyfs(String name, Scheme scheme, int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                script.toString(),
                "serve",
                files.root().toString(),
                scheme == Scheme.SFTP ? "--sftp" : "--ftp",
                "127.0.0.1:" + port,
                "--user",
                BENCH.user(),
                "--password-file",
                files.secret("password", BENCH.password() + "\n").toString(),
                "--authorized-keys",
                key + ".pub");
        if (scheme == Scheme.FTPS) {
            builder.command()
                    .addAll(List.of("--tls-cert", certificate.toString(), "--tls-key", certificateKey.toString()));
        }
        builder.environment()
                .put(
                        "XDG_STATE_HOME",
                        Files.createDirectories(files.own().resolve("state-" + port))
                                .toString());
        return Server.start(name, scheme, builder, port, BENCH, DIRECTORY);
    }

    private Server rclone(String name, int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "rclone",
                "serve",
                "sftp",
                files.root().toString(),
                "-q",
                "--config",
                "/dev/null",
                "--addr",
                "127.0.0.1:" + port,
                "--user",
                BENCH.user(),
                "--pass",
                BENCH.password(),
                "--authorized-keys",
                key + ".pub",
                "--cache-dir",
                files.own().resolve("rclone-cache").toString());
        return Server.start(name, Scheme.SFTP, builder, port, BENCH, DIRECTORY);
    }

    /** The user of this machine logs in by key and begins at home, so paths are absolute. */
    private Server openSsh(String name, int port) throws IOException, InterruptedException {
        Server.Login login = new Server.Login(System.getProperty("user.name"), "");
        if (login.user().equals("root")) {
            // Where sshd drops its rights to; Debian makes it when its own server is started.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path hostKey = files.own().resolve("host-" + port);
        SecureShell.newKey(hostKey);
        Path config = files.secret("sshd-" + port, """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s.pub
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                PidFile none
                UseDNS no
                MaxStartups 10000
                MaxSessions 10000
                Subsystem sftp internal-sftp
                """.formatted(port, hostKey, key));
        ProcessBuilder builder = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString());
        return Server.start(name, Scheme.SFTP, builder, port, login, files.served() + "/");
    }

    private Server vsftpd(String name, Scheme scheme, int port) throws IOException, InterruptedException {
        String tls = scheme == Scheme.FTP ? "" : """
                ssl_enable=YES
                allow_anon_ssl=YES
                require_ssl_reuse=NO
                rsa_cert_file=%s
                rsa_private_key_file=%s
                """.formatted(certificate, certificateKey);
        Path config = files.secret("vsftpd-" + port, """
                listen=YES
                listen_address=127.0.0.1
                listen_port=%d
                background=NO
                anonymous_enable=YES
                max_clients=0
                max_per_ip=0
                anon_root=%s
                anon_upload_enable=YES
                anon_mkdir_write_enable=YES
                anon_other_write_enable=YES
                anon_umask=022
                anon_world_readable_only=NO
                write_enable=YES
                no_anon_password=NO
                seccomp_sandbox=NO
                xferlog_enable=NO
                max_clients=0
                """.formatted(port, files.root()) + tls);
        ProcessBuilder builder = new ProcessBuilder("/usr/sbin/vsftpd", config.toString());
        return Server.start(name, scheme, builder, port, ANONYMOUS, DIRECTORY);
    }

    private Server pyftpdlib(String name, int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                // That of the distribution, which has the package, whatever else is on the path.
                "/usr/bin/python3",
                "-m",
                "pyftpdlib",
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-w",
                "-d",
                files.root().toString(),
                "-u",
                BENCH.user(),
                "-P",
                BENCH.password());
        builder.redirectErrorStream(false);
        return Server.start(name, Scheme.FTP, builder, port, BENCH, DIRECTORY);
    }

    private Server ftpServer(String name, int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                NativeFtpServer.class.getName(),
                Integer.toString(port),
                files.root().toString(),
                BENCH.user(),
                BENCH.password());
        return Server.start(name, Scheme.FTP, builder, port, BENCH, DIRECTORY);
    }

    private Server proftpd(String name, int port) throws IOException, InterruptedException {
        Path proftpdHome = Path.of(proftpd).resolve("../..").normalize();
        Path config = files.secret("proftpd-" + port, """
                ServerName bench
                ServerType standalone
                ModulePath %s/lib/proftpd
                LoadModule mod_tls.c
                Port %d
                SocketBindTight on
                DefaultAddress 127.0.0.1
                User nobody
                Group nogroup
                MaxInstances 2000
                UseReverseDNS off
                PidFile %s
                ScoreboardFile %s
                SystemLog none
                TransferLog none
                WtmpLog off
                AuthPAM off
                <Anonymous %s>
                  User ftp
                  Group nogroup
                  UserAlias anonymous ftp
                  RequireValidShell off
                  <Limit ALL>
                    AllowAll
                  </Limit>
                </Anonymous>
                <IfModule mod_tls.c>
                  TLSEngine on
                  TLSProtocol TLSv1.2 TLSv1.3
                  TLSOptions NoSessionReuseRequired
                  TLSRSACertificateFile %s
                  TLSRSACertificateKeyFile %s
                  TLSVerifyClient off
                </IfModule>
                """.formatted(
                        proftpdHome,
                        port,
                        files.own().resolve("proftpd.pid"),
                        files.own().resolve("proftpd.score"),
                        files.root(),
                        certificate,
                        certificateKey));
        ProcessBuilder builder = new ProcessBuilder(proftpd, "-n", "-q", "-c", config.toString());
        return Server.start(name, Scheme.FTPS, builder, port, ANONYMOUS, DIRECTORY);
    }
}
