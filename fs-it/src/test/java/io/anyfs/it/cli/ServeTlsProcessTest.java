package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SFTP and FTP over TLS from one process of {@code anyfs serve}. */
@Timeout(240)
class ServeTlsProcessTest {

    @TempDir
    private Path directory;

    @Test
    void what_comes_by_tls_goes_by_sftp_and_who_trusts_no_self_signed_certificate_stays_out() throws Exception {
        ServeSite site = ServeSite.in(directory);
        Files.createDirectory(directory.resolve("served"));
        Files.writeString(site.here.resolve("password"), ServeSite.PASSWORD + "\n");
        site.user("add", "alice", "--password-file", "password");
        site.user("add", "bob", "--key", site.ssh.publicKey());
        try (RunningClient serving =
                site.serve("../served", "--users", "../users.yaml", "--sftp", "0", "--ftps", "0")) {
            Path certificate = site.home.directory().resolve("state/anyfs/tls.pem");

            ClientResult stranger = curl(site, "--list-only").requireFailure();
            assertEquals(60, stranger.exitCode(), stranger::toString);
            ClientResult uploaded =
                    curl(site, "--cacert", certificate, "-v", "-T", "small").requireSuccess();
            assertTrue(uploaded.errors().contains("SSL connection using TLSv1.3"), uploaded::toString);

            site.sftp("get /small got\nput small /by-bob\n").requireSuccess();
            assertEquals("small", Files.readString(site.here.resolve("got")));
            assertEquals(List.of("by-bob", "small"), site.names(""));
            ClientResult listed =
                    curl(site, "--cacert", certificate, "--list-only").requireSuccess();
            assertTrue(listed.output().contains("by-bob"), listed::toString);
            site.end(serving);
        }
    }

    /** Alice's. */
    private static ClientResult curl(ServeSite site, Object... options) throws Exception {
        List<Object> words = new ArrayList<>(List.of("-sS", "-u", "alice:" + ServeSite.PASSWORD));
        words.addAll(List.of(options));
        words.add("ftps://127.0.0.1:" + site.port("ftps") + "/");
        return site.home.command("curl", words.toArray()).in(site.here).run();
    }
}
