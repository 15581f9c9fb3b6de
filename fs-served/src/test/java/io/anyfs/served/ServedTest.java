package io.anyfs.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.mount.MountScript;
import io.anyfs.s3.S3Connection;
import io.anyfs.s3.S3Credentials;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.tck.subject.Eventually;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.SFTPClient;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;
import org.junit.jupiter.api.Test;

class ServedTest {

    private static final MountScript SCRIPT = MountScript.memory().file("/hello.txt", "hello");

    @Test
    void over_sftp_the_user_gets_in_by_key_and_by_password_and_knows_the_server() throws IOException {
        try (Served served = Served.over(SCRIPT, ServedProtocol.SFTP)) {
            ServedAddress.Sftp sftp = served.sftp();
            for (boolean byKey : List.of(true, false)) {
                try (SSHClient client = new SSHClient()) {
                    client.loadKnownHosts(sftp.knownHosts().toFile());
                    client.connect(sftp.host(), sftp.port());
                    if (byKey) {
                        client.authPublickey(sftp.user(), sftp.keyFile().toString());
                    } else {
                        client.authPassword(sftp.user(), sftp.password());
                    }
                    try (SFTPClient files = client.newSFTPClient()) {
                        assertEquals(5, files.stat("/hello.txt").getSize());
                        files.mkdirs("/made");
                        assertEquals(1, served.sessions().size());
                    }
                }
                assertTrue(served.fileSystem().exists("/made"));
            }
            assertTrue(sftp.fingerprint().startsWith("SHA256:"), sftp.fingerprint());
            assertFalse(sftp.toString().contains(sftp.password()), sftp.toString());
            Eventually.holds("no session is left", () -> served.sessions().isEmpty());
        }
    }

    @Test
    void over_ftp_files_are_read_and_written() throws IOException {
        try (Served served = Served.over(SCRIPT, ServedProtocol.FTP)) {
            transfer(new FTPClient(), served.ftp(), served.fileSystem());
        }
    }

    @Test
    void over_ftps_the_trust_store_and_the_certificate_let_clients_trust_the_server() throws Exception {
        try (Served served = Served.over(SCRIPT, ServedProtocol.FTPS)) {
            ServedAddress.Ftps ftps = served.ftps();
            FTPSClient client = new FTPSClient();
            client.setTrustManager(trusting(ftps));
            transfer(client, ftps, served.fileSystem());
            try (InputStream in = Files.newInputStream(ftps.certificate())) {
                assertEquals(
                        "CN=anyfs",
                        ((java.security.cert.X509Certificate)
                                        CertificateFactory.getInstance("X.509").generateCertificate(in))
                                .getSubjectX500Principal()
                                .getName());
            }
            FTPClient clear = new FTPClient();
            clear.connect(ftps.host(), ftps.port());
            assertFalse(clear.login(ftps.user(), ftps.password()), "without TLS nobody logs in");
            clear.disconnect();
        }
    }

    private static X509TrustManager trusting(ServedAddress.Ftps ftps) throws IOException, GeneralSecurityException {
        KeyStore store =
                KeyStore.getInstance(ftps.trustStore().toFile(), ServedAddress.Ftps.TRUST_STORE_PASSWORD.toCharArray());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static void transfer(FTPClient client, ServedAddress address, FileSystem fs) throws IOException {
        try {
            client.connect(address.host(), address.port());
            assertTrue(client.login(address.user(), address.password()), client::getReplyString);
            if (client instanceof FTPSClient secure) {
                secure.execPBSZ(0);
                secure.execPROT("P");
            }
            client.enterLocalPassiveMode();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            assertTrue(client.retrieveFile("/hello.txt", read), client::getReplyString);
            assertEquals("hello", read.toString(StandardCharsets.UTF_8));
            assertTrue(
                    client.storeFile("/new.txt", new ByteArrayInputStream(new byte[] {'n'})), client::getReplyString);
            assertEquals("n", fs.readString("/new.txt"));
            client.logout();
        } finally {
            client.disconnect();
        }
    }

    @Test
    void over_s3_the_files_are_in_a_bucket() throws IOException {
        try (Served served = Served.over(SCRIPT.file("/d/e.txt", "e"), ServedProtocol.S3)) {
            ServedAddress.S3 s3 = served.s3();
            try (FileSystem client = S3FileSystem.open(S3Options.of(s3.bucket())
                    .withConnection(S3Connection.to(s3.endpoint())
                            .withRegion(s3.region())
                            .withCredentials(S3Credentials.of(s3.accessKey(), s3.secretKey()))))) {
                assertEquals("e", client.readString("/d/e.txt"));
                client.write("/new.txt", "new");
            }
            assertEquals("new", served.fileSystem().readString("/new.txt"));
            assertEquals(s3.endpoint().toString(), s3.environment().get("AWS_ENDPOINT_URL"));
        }
    }

    @Test
    void several_protocols_serve_the_same_files() throws IOException {
        try (Served served = Served.over(SCRIPT, EnumSet.of(ServedProtocol.FTP, ServedProtocol.S3))) {
            transfer(new FTPClient(), served.ftp(), served.fileSystem());
            assertEquals(2, served.addresses().size());
            assertThrows(NoSuchElementException.class, served::sftp);
        }
    }

    @Test
    void at_the_end_no_session_no_file_and_nothing_open_is_left() throws IOException {
        List<OpenResource> before = ResourceNode.allOpen();
        Served served = Served.over(SCRIPT, EnumSet.allOf(ServedProtocol.class));
        ServedAddress.Sftp sftp = served.sftp();
        FTPClient client = new FTPClient();
        client.connect(served.ftp().host(), served.ftp().port());
        assertTrue(client.login(served.ftp().user(), served.ftp().password()));
        assertEquals(1, served.sessions().size());
        served.close();
        served.close();

        assertFalse(served.fileSystem().isOpen());
        assertEquals(before, ResourceNode.allOpen());
        assertFalse(Files.exists(sftp.keyFile().getParent()));
        assertThrows(IOException.class, () -> client.sendNoOp());
        client.disconnect();
    }

    @Test
    void what_is_lent_stays_open() throws IOException {
        try (FileSystem fs = MemoryFileSystem.create()) {
            try (Served served = Served.of(fs, Set.of(ServedProtocol.FTP))) {
                assertEquals(fs, served.fileSystem());
            }
            assertTrue(fs.isOpen());
            assertThrows(IllegalArgumentException.class, () -> Served.of(fs, Set.of(ServedProtocol.S3)));
        }
    }

    @Test
    void what_cannot_be_started_leaves_nothing_open() {
        List<OpenResource> before = ResourceNode.allOpen();
        assertThrows(IOException.class, () -> Served.over(SCRIPT.link("/link", "hello.txt"), ServedProtocol.S3));
        assertEquals(before, ResourceNode.allOpen());
    }

    @Test
    void variables_for_commands_say_all_of_it() throws IOException {
        try (Served served = Served.over(SCRIPT, EnumSet.allOf(ServedProtocol.class))) {
            ServedAddress.Sftp sftp = served.sftp();
            assertEquals(
                    "sftp://anyfs@127.0.0.1:" + sftp.port() + "/",
                    sftp.environment().get("ANYFS_SFTP_URL"));
            assertEquals(sftp.keyFile().toString(), sftp.environment().get("ANYFS_SFTP_KEY_FILE"));
            assertEquals(
                    Set.of(
                            "ANYFS_FTPS_URL",
                            "ANYFS_FTPS_HOST",
                            "ANYFS_FTPS_PORT",
                            "ANYFS_FTPS_USER",
                            "ANYFS_FTPS_PASSWORD",
                            "ANYFS_FTPS_CERTIFICATE",
                            "ANYFS_FTPS_TRUST_STORE"),
                    served.ftps().environment().keySet());
        }
    }
}
