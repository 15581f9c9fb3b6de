package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SshFiles;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of users and of hosts, signed by {@code ssh-keygen -s} and used by OpenSSH. */
class OpenSshCertificatesTest {

    @TempDir
    private Path directory;

    private ClientHome home;
    private SshFiles user;
    private Path authority;
    private FileSystem files;
    private SftpServer server;

    @BeforeEach
    void serve() throws Exception {
        home = ClientHome.in(directory);
        user = SshFiles.withKey(home, "ed25519");
        authority = key("authority");
        Path host = key("host");
        keygen("-s", authority, "-I", "host", "-h", "-n", "files.example", "-V", "-1m:+1h", host + ".pub");
        files = MemoryFileSystem.create();
        server = SftpServer.builder(files)
                .user("alice", "not used here")
                .trustedAuthorities(Path.of(authority + ".pub"))
                .hostKey(host)
                .hostCertificate(Path.of(host + "-cert.pub"))
                .port(0)
                .start();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        files.close();
    }

    @Test
    void a_certificate_for_the_user_logs_in_and_its_key_alone_does_not() throws Exception {
        sftp("files.example").requireFailure();
        sign(authority, "alice", "-1m:+1h");
        sftp("files.example").requireSuccess();
        assertEquals("content", files.readString("/file"));
    }

    @Test
    void a_certificate_that_is_expired_for_somebody_else_or_of_another_authority_is_refused() throws Exception {
        sign(authority, "alice", "-2h:-1h");
        requireDenied(sftp("files.example"));
        sign(authority, "alice", "+1h:+2h");
        requireDenied(sftp("files.example"));
        sign(authority, "bob", "-1m:+1h");
        requireDenied(sftp("files.example"));
        sign(key("stranger"), "alice", "-1m:+1h");
        requireDenied(sftp("files.example"));
    }

    @Test
    void a_client_knows_the_host_by_its_certificate_and_by_no_other_name() throws Exception {
        sign(authority, "alice", "-1m:+1h");
        ClientResult result = sftp("other.example").requireFailure();
        assertTrue(result.errors().contains("Host key verification failed"), result::toString);
    }

    private Path key(String name) throws Exception {
        Path key = home.directory().resolve(name);
        keygen("-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key);
        return key;
    }

    /** Makes or replaces the user's certificate, which ssh finds beside the key. */
    private void sign(Path by, String principal, String valid) throws Exception {
        keygen("-s", by, "-I", "test", "-n", principal, "-V", valid, user.publicKey());
    }

    private void keygen(Object... words) throws Exception {
        home.command("ssh-keygen", words).run().requireSuccess();
    }

    /** Uploads a file to a server that the client believes to have this name. All hosts are known by the authority alone. */
    private ClientResult sftp(String name) throws Exception {
        Path known = home.write(
                "known_hosts",
                "@cert-authority * "
                        + Files.readString(Path.of(authority + ".pub")).strip() + "\n");
        Path file = home.write("file", "content");
        List<Object> words = new ArrayList<>(List.of("-F", "none"));
        for (String option : List.of(
                "IdentityFile=" + user.privateKey(),
                "IdentitiesOnly=yes",
                "BatchMode=yes",
                "StrictHostKeyChecking=yes",
                "UserKnownHostsFile=" + known,
                "GlobalKnownHostsFile=/dev/null",
                "HostKeyAlias=" + name)) {
            words.add("-o" + option);
        }
        words.addAll(List.of(
                "-b",
                home.write("batch", "put " + file + " /file\n"),
                "-P",
                server.address().getPort(),
                "alice@127.0.0.1"));
        return home.command("sftp", words.toArray()).run();
    }

    private static void requireDenied(ClientResult result) {
        result.requireFailure();
        assertTrue(result.errors().contains("Permission denied"), result::toString);
    }
}
