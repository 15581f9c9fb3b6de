package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.anyfs.it.client.Storage;
import io.anyfs.it.wire.SshConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.Request;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What WinSCP sends for an upload, packet by packet: it runs on Windows only. A large file goes to a name of its own, which is
 * opened exclusively first, with the size that it is going to have, and takes the place of the old one at the end.
 */
class WinScpTest {

    private static final int WRITE = 0x02;
    private static final int CREATE = 0x08;
    private static final int TRUNCATE = 0x10;
    private static final int EXCLUSIVE = 0x20;
    private static final int BLOCK = 32_768;
    private static final int OUTSTANDING = 32;
    private static final long TIME = 981_173_106;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void an_upload_by_way_of_a_filepart_replaces_the_old_file(Storage storage)
            throws IOException, InterruptedException {
        byte[] content = new byte[3_000_001];
        new Random(1).nextBytes(content);
        try (SftpSite site = SftpSite.of(storage, directory)) {
            site.files.write("/file", "old");
            try (SSHClient connection =
                            SshConnection.logIn("127.0.0.1", site.port(), SftpSite.USER, SftpSite.PASSWORD);
                    SFTPEngine engine = new SFTPEngine(connection).init()) {
                assertEquals("/", engine.canonicalize("."));
                engine.canonicalize("/");
                assertEquals(StatusCode.NO_SUCH_FILE, status(engine, path(engine, PacketType.LSTAT, "/file.filepart")));

                byte[] handle = open(engine, "/file.filepart", WRITE | CREATE | EXCLUSIVE, content.length);
                write(engine, handle, content);
                assertEquals(
                        StatusCode.OK,
                        status(engine, engine.newRequest(PacketType.CLOSE).putBytes(handle)));
                // A failure of this is shown as one of the upload.
                assertEquals(StatusCode.OK, status(engine, attributes(engine, "/file.filepart")));
                assertEquals("old", site.files.readString("/file"));
                assertEquals(StatusCode.OK, status(engine, path(engine, PacketType.REMOVE, "/file")));
                assertEquals(
                        StatusCode.OK,
                        status(
                                engine,
                                path(engine, PacketType.RENAME, "/file.filepart")
                                        .putString("/file")));

                assertEquals(content.length, engine.stat("/file").getSize());
                assertEquals(TIME, engine.stat("/file").getMtime());
            }
            try (InputStream in = site.files.newInputStream("/file")) {
                assertArrayEquals(content, in.readAllBytes());
            }
            assertEquals(Instant.ofEpochSecond(TIME), site.files.stat("/file").lastModified());
            assertFalse(site.files.exists("/file.filepart"));
            site.assertNothingLeftOpen();
        }
    }

    /** A small file is opened exclusively, to learn whether there is one to ask about, and then again to replace it. */
    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_size_that_comes_with_the_opening_does_not_get_into_a_shorter_file(Storage storage)
            throws IOException, InterruptedException {
        byte[] content = "new".getBytes(StandardCharsets.UTF_8);
        try (SftpSite site = SftpSite.of(storage, directory)) {
            site.files.write("/file", "old and longer");
            try (SSHClient connection =
                            SshConnection.logIn("127.0.0.1", site.port(), SftpSite.USER, SftpSite.PASSWORD);
                    SFTPEngine engine = new SFTPEngine(connection).init()) {
                assertEquals(
                        StatusCode.FAILURE,
                        status(engine, opening(engine, "/file", WRITE | CREATE | EXCLUSIVE, content.length)));
                byte[] handle = open(engine, "/file", WRITE | CREATE | TRUNCATE, content.length);
                write(engine, handle, content);
                assertEquals(
                        StatusCode.OK,
                        status(engine, engine.newRequest(PacketType.CLOSE).putBytes(handle)));
                assertEquals(StatusCode.OK, status(engine, attributes(engine, "/file")));
            }
            assertEquals("new", site.files.readString("/file"));
            site.assertNothingLeftOpen();
        }
    }

    private static Request path(SFTPEngine engine, PacketType type, String path) {
        return engine.newRequest(type).putString(path);
    }

    private static Request opening(SFTPEngine engine, String path, int flags, long size) {
        return path(engine, PacketType.OPEN, path)
                .putUInt32(flags)
                .putRawBytes(new FileAttributes.Builder()
                        .withSize(size)
                        .withPermissions(0644)
                        .build()
                        .toBytes());
    }

    private static Request attributes(SFTPEngine engine, String path) {
        return path(engine, PacketType.SETSTAT, path)
                .putRawBytes(new FileAttributes.Builder()
                        .withPermissions(0644)
                        .withAtimeMtime(TIME, TIME)
                        .build()
                        .toBytes());
    }

    private static byte[] open(SFTPEngine engine, String path, int flags, long size) throws IOException {
        return retrieve(engine.request(opening(engine, path, flags, size)))
                .ensurePacketTypeIs(PacketType.HANDLE)
                .readBytes();
    }

    private static void write(SFTPEngine engine, byte[] handle, byte[] content) throws IOException {
        List<Promise<Response, SFTPException>> outstanding = new ArrayList<>();
        for (int at = 0; at < content.length; at += BLOCK) {
            if (outstanding.size() == OUTSTANDING) {
                retrieve(outstanding.remove(0)).ensureStatusPacketIsOK();
            }
            int length = Math.min(BLOCK, content.length - at);
            outstanding.add(engine.request(engine.newRequest(PacketType.WRITE)
                    .putBytes(handle)
                    .putUInt64(at)
                    .putString(content, at, length)));
        }
        for (Promise<Response, SFTPException> one : outstanding) {
            retrieve(one).ensureStatusPacketIsOK();
        }
    }

    private static StatusCode status(SFTPEngine engine, Request request) throws IOException {
        return retrieve(engine.request(request))
                .ensurePacketTypeIs(PacketType.STATUS)
                .readStatusCode();
    }

    private static Response retrieve(Promise<Response, SFTPException> promise) throws IOException {
        return promise.retrieve(60, TimeUnit.SECONDS);
    }
}
