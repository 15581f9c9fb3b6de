package io.anyfs.it.vfs2;

import io.anyfs.it.client.Program;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Apache's httpd with WebDAV, as it comes with Debian. As root it serves as another user, for whom all is made accessible. */
public record Apache(ServerProcess process, Path served) implements Closeable {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    public static Apache start(Path directory, String user, String password) throws IOException {
        Path apache = Program.find("apache2");
        Path served = Files.createDirectory(directory.resolve("served"));
        for (Path open : List.of(directory, served)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.writeString(directory.resolve("passwd"), user + ":{SHA}" + sha1(password) + "\n");
        return new Apache(
                ServerProcess.start(
                        directory.resolve("log"),
                        port -> List.of(apache.toString(), "-D", "FOREGROUND", "-f", config(directory, port))),
                served);
    }

    public int port() {
        return process.port();
    }

    private static String config(Path directory, int port) throws IOException {
        StringBuilder modules = new StringBuilder();
        for (String module : List.of(
                "mpm_event",
                "authz_core",
                "authn_core",
                "authn_file",
                "authz_user",
                "auth_basic",
                "dir",
                "dav",
                "dav_fs")) {
            modules.append("LoadModule %s_module %s/mod_%s.so\n".formatted(module, MODULES, module));
        }
        return Files.writeString(directory.resolve("httpd.conf"), modules + """
                        ServerRoot %1$s
                        ServerName localhost
                        Listen 127.0.0.1:%2$d
                        PidFile %1$s/pid
                        ErrorLog %1$s/error.log
                        User www-data
                        Group www-data
                        Mutex file:%1$s default
                        DavLockDB %1$s/locks
                        DocumentRoot %1$s/served
                        AllowEncodedSlashes NoDecode
                        MaxKeepAliveRequests 0
                        <Directory %1$s/served>
                          AllowOverride None
                          Dav On
                          DirectorySlash Off
                          AuthType Basic
                          AuthName files
                          AuthUserFile %1$s/passwd
                          Require valid-user
                        </Directory>
                        """.formatted(directory, port))
                .toString();
    }

    private static String sha1(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
