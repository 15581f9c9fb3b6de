package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.READ;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.expose.sftp.SftpWire.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("usually-once")
class HashExtensionsTest {

    private static final int FAILURE = SftpStatus.FAILURE.code();

    private Served served;
    private SftpWire wire;

    @BeforeEach
    void serve() throws IOException {
        served = Served.memory();
        wire = served.wire();
        served.files.write("/file", "abc");
    }

    @AfterEach
    void end() throws IOException {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({
        "md5,900150983cd24fb0d6963f7d28e17f72",
        "sha1,a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "crc32,352441c2"
    })
    void a_file_is_hashed_by_name_and_by_handle(String hash, String expected) throws IOException {
        byte[] handle = wire.open("/file", READ);

        for (Reply reply : new Reply[] {
            check("check-file-name", "/file".getBytes(StandardCharsets.UTF_8), hash, 0, 0, 0),
            check("check-file-handle", handle, hash, 0, 0, 0),
            check("check-file", handle, hash, 0, 0, 0)
        }) {
            assertEquals("check-file", extended(reply).getString());
            assertEquals(hash, reply.fields().getString());
            assertEquals(expected, HexFormat.of().formatHex(rest(reply.fields())));
        }
        wire.close(handle);
        assertEquals(1, served.files.openResources().size(), "the session itself");
    }

    @Test
    void the_first_hash_that_there_is_is_taken() throws IOException {
        Reply reply = check("check-file-name", name("/file"), "blake3,sha1,md5", 0, 0, 0);
        extended(reply).getString();
        assertEquals("sha1", reply.fields().getString());
        assertEquals(
                FAILURE,
                check("check-file-name", name("/file"), "blake3", 0, 0, 0).status());
    }

    @Test
    void blocks_of_a_part_are_hashed_each() throws Exception {
        byte[] bytes = new byte[1_000];
        new Random(1).nextBytes(bytes);
        served.files.write("/big", bytes);

        Reply reply = check("check-file-name", name("/big"), "md5", 100, 600, 256);

        extended(reply).getString();
        reply.fields().getString();
        byte[] hashes = rest(reply.fields());
        assertEquals(3 * 16, hashes.length);
        assertArrayEquals(md5(bytes, 100, 356), Arrays.copyOfRange(hashes, 0, 16));
        assertArrayEquals(md5(bytes, 612, 700), Arrays.copyOfRange(hashes, 32, 48));
    }

    @Test
    void what_would_make_an_endless_reply_is_refused() throws IOException {
        served.files.write("/big", new byte[8 << 20]);
        assertEquals(
                FAILURE,
                check("check-file-name", name("/big"), "md5", 0, 0, 256).status());
        assertEquals(
                FAILURE, check("check-file-name", name("/big"), "md5", 0, 0, 1).status());
        assertEquals(
                FAILURE,
                check("check-file-handle", wire.open("/new", WRITE | SftpWire.CREATE), "md5", 0, 0, 0)
                        .status());
        assertEquals(
                SftpStatus.NO_SUCH_FILE.code(),
                check("check-file-name", name("/missing"), "md5", 0, 0, 0).status());
    }

    @Test
    void an_md5_is_told_if_the_quick_check_holds() throws IOException, NoSuchAlgorithmException {
        byte[] hash = md5("abc".getBytes(StandardCharsets.UTF_8), 0, 3);

        assertArrayEquals(hash, md5Hash("md5-hash", name("/file"), new byte[0]));
        assertArrayEquals(hash, md5Hash("md5-hash", name("/file"), hash));
        assertArrayEquals(new byte[0], md5Hash("md5-hash", name("/file"), new byte[16]));
        assertArrayEquals(hash, md5Hash("md5-hash-handle", wire.open("/file", READ), new byte[0]));
    }

    @Test
    void the_names_of_owners_are_known_once_they_were_shown() throws IOException {
        int uid = served.files.stat("/file").posix().uid();
        String owner = served.files.stat("/file").posix().owner();
        wire.path(PacketType.STAT, "/file").facts();

        Reply reply = wire.extended("users-groups-by-id@openssh.com", fields -> {
            fields.putUInt(8);
            fields.putUInt(uid);
            fields.putUInt(4_000_000_000L);
            fields.putUInt(0);
        });

        Buffer owners = new ByteArrayBuffer(extended(reply).getBytes());
        assertEquals(owner == null ? "" : owner, owners.getString());
        assertEquals("", owners.getString());
        assertEquals(0, reply.fields().getBytes().length);
    }

    private Reply check(String extension, byte[] file, String hashes, long start, long length, int block)
            throws IOException {
        return wire.extended(extension, fields -> {
            fields.putBytes(file);
            fields.putString(hashes);
            fields.putLong(start);
            fields.putLong(length);
            fields.putUInt(block);
        });
    }

    private byte[] md5Hash(String extension, byte[] file, byte[] quick) throws IOException {
        Reply reply = wire.extended(extension, fields -> {
            fields.putBytes(file);
            fields.putLong(0);
            fields.putLong(0);
            fields.putBytes(quick);
        });
        assertEquals("md5-hash", extended(reply).getString());
        return reply.fields().getBytes();
    }

    private static Buffer extended(Reply reply) {
        assertEquals(PacketType.EXTENDED_REPLY, reply.type());
        return reply.fields();
    }

    private static byte[] rest(Buffer fields) {
        byte[] rest = new byte[fields.available()];
        fields.getRawBytes(rest);
        return rest;
    }

    private static byte[] name(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] md5(byte[] bytes, int start, int end) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("MD5").digest(Arrays.copyOfRange(bytes, start, end));
    }
}
