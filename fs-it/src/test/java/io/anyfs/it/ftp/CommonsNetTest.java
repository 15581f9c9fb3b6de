package io.anyfs.it.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.Storage;
import io.anyfs.it.wire.FtpConnection;
import io.anyfs.it.wire.PromptSockets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPSClient;
import org.apache.commons.net.util.TrustManagerUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** commons-net, which chooses how to read LIST by what SYST says. */
class CommonsNetTest {

    private static final byte[] CONTENT = new byte[2_000_001];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private static void assertStored(FtpSite site, String path) throws IOException {
        try (InputStream in = site.files.newInputStream(path)) {
            assertArrayEquals(CONTENT, in.readAllBytes(), path);
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void files_are_moved_listed_appended_and_resumed(Storage storage) throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory)) {
            FtpConnection client =
                    FtpConnection.logIn("127.0.0.1", site.port(), FtpSite.USER, FtpSite.PASSWORD, new PromptSockets());
            try {
                use(client);
                client.setRestartOffset(1_000_000);
                assertTrue(client.storeFile("resumed", part(1_000_000, CONTENT.length)), client::getReplyString);
                assertTrue(client.appendFile("appended", part(1_000_000, CONTENT.length)), client::getReplyString);
                ByteArrayOutputStream tail = new ByteArrayOutputStream();
                client.setRestartOffset(CONTENT.length - 10);
                assertTrue(client.retrieveFile("resumed", tail));
                assertArrayEquals(Arrays.copyOfRange(CONTENT, CONTENT.length - 10, CONTENT.length), tail.toByteArray());

                assertEquals(List.of("appended", "dir", "resumed", "ä ö"), names(client.listFiles()));
                assertEquals(List.of("appended", "dir", "resumed", "ä ö"), names(client.mlistDir()));
                assertEquals(List.of("dir/inner"), List.of(client.listNames("dir")));
                FTPFile listed = client.mlistFile("ä ö");
                assertEquals(CONTENT.length, listed.getSize());
                assertEquals(Instant.parse("2001-02-03T04:05:06Z"), listed.getTimestampInstant());
                assertTrue(client.listFiles("dir")[0].hasPermission(FTPFile.USER_ACCESS, FTPFile.WRITE_PERMISSION));
                assertTrue(client.logout());
            } finally {
                client.disconnect();
            }
            for (String stored : new String[] {"/ä ö", "/resumed", "/appended"}) {
                assertStored(site, stored);
            }
            site.assertNothingLeftOpen();
        }
    }

    /** It resumes no session on data connections, which servers may leave optional. */
    @Test
    void files_are_moved_over_TLS() throws IOException, InterruptedException, GeneralSecurityException {
        try (FtpSite site =
                FtpSite.protectedBy(Storage.MEMORY, directory, (builder, tls) -> builder.tls(tls.withClearRefused()))) {
            FTPSClient client = new FTPSClient();
            client.setTrustManager(TrustManagerUtils.getAcceptAllTrustManager());
            client.setControlEncoding(UTF_8.name());
            client.connect("127.0.0.1", site.port());
            try {
                assertTrue(client.login(FtpSite.USER, FtpSite.PASSWORD), client::getReplyString);
                client.execPBSZ(0);
                client.execPROT("P");
                client.setFileType(FTP.BINARY_FILE_TYPE);
                client.enterLocalPassiveMode();
                use(client);
                assertTrue(client.logout());
            } finally {
                client.disconnect();
            }
            assertStored(site, "/ä ö");
            site.assertNothingLeftOpen();
        }
    }

    private static void use(FTPClient client) throws IOException {
        assertTrue(client.makeDirectory("dir"), client::getReplyString);
        assertTrue(client.storeFile("dir/inner", part(0, 10)), client::getReplyString);
        assertTrue(client.storeFile("first", part(0, CONTENT.length)), client::getReplyString);
        assertTrue(client.storeFile("resumed", part(0, 1_000_000)), client::getReplyString);
        assertTrue(client.storeFile("appended", part(0, 1_000_000)), client::getReplyString);
        assertTrue(client.rename("first", "ä ö"), client::getReplyString);
        assertTrue(client.setModificationTime("ä ö", "20010203040506"), client::getReplyString);
        assertEquals(Integer.toString(CONTENT.length), client.getSize("ä ö"));
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        assertTrue(client.retrieveFile("ä ö", got), client::getReplyString);
        assertArrayEquals(CONTENT, got.toByteArray());
    }

    private static ByteArrayInputStream part(int from, int to) {
        return new ByteArrayInputStream(CONTENT, from, to - from);
    }

    private static List<String> names(FTPFile[] files) {
        return Stream.of(files)
                .map(FTPFile::getName)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
    }
}
