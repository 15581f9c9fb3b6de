package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTest {

    @TempDir
    Path directory;

    @Test
    void a_missing_file_is_created_for_its_owner_only_and_used_again() throws IOException {
        Path file = directory.resolve("new/host_key");

        HostKey created = HostKey.in(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(Files.readString(file).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
        assertEquals(created.fingerprint(), HostKey.in(file).fingerprint());
        assertNotEquals(created.fingerprint(), HostKey.ephemeral().fingerprint());
    }

    @Test
    void a_file_that_is_no_key_is_an_error_and_stays_as_it_is() throws IOException {
        Path file = Files.writeString(directory.resolve("host_key"), "precious data");

        IOException failure = assertThrows(IOException.class, () -> HostKey.in(file));

        assertTrue(failure.getMessage().contains(file.toString()), failure::getMessage);
        assertEquals("precious data", Files.readString(file));
    }

    @Test
    void the_line_of_known_hosts_names_the_port_unless_it_is_the_usual_one() throws IOException {
        HostKey key = HostKey.ephemeral();
        InetAddress address = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});

        assertTrue(key.knownHostsLine(new InetSocketAddress(address, 22)).startsWith("10.0.0.1 ssh-ed25519 AAAA"));
        assertTrue(key.knownHostsLine(new InetSocketAddress(address, 2022))
                .startsWith("[10.0.0.1]:2022 ssh-ed25519 AAAA"));
    }

    @Test
    void clients_see_the_key_that_the_server_tells() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                SftpServer server = SftpServer.builder(files)
                        .user("alice", "secret")
                        .hostKey(directory.resolve("host_key"))
                        .port(0)
                        .start();
                SshClient client = SshClient.setUpDefaultClient()) {
            AtomicReference<String> seen = new AtomicReference<>();
            AtomicReference<String> line = new AtomicReference<>();
            client.setServerKeyVerifier((session, address, key) -> {
                seen.set(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
                line.set(PublicKeyEntry.toString(key));
                return true;
            });
            client.start();
            var session = client.connect("alice", "127.0.0.1", server.address().getPort())
                    .verify(Served.PATIENCE)
                    .getSession();
            session.addPasswordIdentity("secret");
            session.auth().verify(Served.PATIENCE);

            assertEquals(server.fingerprint(), seen.get());
            assertEquals("[127.0.0.1]:" + server.address().getPort() + " " + line.get(), server.hostKeyLine());
        }
    }
}
