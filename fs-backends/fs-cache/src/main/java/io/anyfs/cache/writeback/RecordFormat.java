package io.anyfs.cache.writeback;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import io.anyfs.cache.writeback.JournalRecord.Condition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record is kept on disk: {@code AFWB}, the format's number, a CRC-32C of the rest, and the fields in their order. Written is
 * format 2. Format 1, which ends before the checksum of the bytes, is read too; what knows only format 1 sets a record of format 2 aside.
 */
final class RecordFormat {

    private static final int MAGIC = 0x41465742;
    private static final int FORMAT = 2;
    private static final int WITHOUT_CHECKSUM = 1;
    private static final int HEADER = 12;

    private RecordFormat() {}

    static byte[] encode(JournalRecord record) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeLong(record.sequence());
        out.writeLong(record.bytes());
        writeText(out, record.path().toString());
        out.writeLong(record.size());
        writeText(out, record.condition().name());
        out.writeBoolean(record.follows());
        writeTime(out, record.committed());
        writeAttributes(out, record.attributes());
        writeText(out, record.version());
        writePosix(out, record.posix());
        writeMaybe(out, record.checksum());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(whole);
        file.writeInt(MAGIC);
        file.writeInt(FORMAT);
        file.writeInt(checksum(body.toByteArray()));
        body.writeTo(file);
        return whole.toByteArray();
    }

    /**
     * Reads a record.
     *
     * @throws IOException if it is none, or damaged
     */
    static JournalRecord decode(byte[] file) throws IOException {
        DataInputStream header = new DataInputStream(new ByteArrayInputStream(file));
        if (file.length < HEADER || header.readInt() != MAGIC) {
            throw new IOException("not a record of a staged file");
        }
        int format = header.readInt();
        if (format != FORMAT && format != WITHOUT_CHECKSUM) {
            throw new IOException("a record of another format: " + format);
        }
        byte[] body = Arrays.copyOfRange(file, HEADER, file.length);
        if (header.readInt() != checksum(body)) {
            throw new IOException("a damaged record of a staged file");
        }
        try {
            return decodeBody(new DataInputStream(new ByteArrayInputStream(body)), format != WITHOUT_CHECKSUM);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException nonsense) {
            throw new IOException("a record that makes no sense: " + nonsense.getMessage(), nonsense);
        }
    }

    private static JournalRecord decodeBody(DataInputStream in, boolean hasChecksum) throws IOException {
        return new JournalRecord(
                in.readLong(),
                in.readLong(),
                FsPath.of(readText(in)),
                in.readLong(),
                Condition.valueOf(readText(in)),
                in.readBoolean(),
                readTime(in),
                readAttributes(in),
                readText(in),
                readPosix(in),
                hasChecksum ? readMaybe(in) : null);
    }

    private static int checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return (int) checksum.getValue();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void writeTime(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static Instant readTime(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeAttributes(DataOutputStream out, AttributeChanges attributes) throws IOException {
        writeMaybeTime(out, attributes.lastModified());
        writeMaybeTime(out, attributes.lastAccess());
        writeMaybe(out, attributes.mode());
        writeMaybe(out, attributes.uid());
        writeMaybe(out, attributes.gid());
    }

    private static AttributeChanges readAttributes(DataInputStream in) throws IOException {
        return new AttributeChanges(
                in.readBoolean() ? readTime(in) : null,
                in.readBoolean() ? readTime(in) : null,
                readMaybe(in),
                readMaybe(in),
                readMaybe(in));
    }

    private static void writeMaybeTime(DataOutputStream out, @Nullable Instant time) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            writeTime(out, time);
        }
    }

    private static void writeMaybe(DataOutputStream out, @Nullable Integer number) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeInt(number);
        }
    }

    private static @Nullable Integer readMaybe(DataInputStream in) throws IOException {
        return in.readBoolean() ? Integer.valueOf(in.readInt()) : null;
    }

    private static void writePosix(DataOutputStream out, @Nullable PosixAttributes posix) throws IOException {
        out.writeBoolean(posix != null);
        if (posix != null) {
            out.writeInt(posix.mode());
            out.writeInt(posix.uid());
            out.writeInt(posix.gid());
            out.writeInt(posix.links());
            writeMaybeText(out, posix.owner());
            writeMaybeText(out, posix.group());
        }
    }

    private static @Nullable PosixAttributes readPosix(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new PosixAttributes(
                        in.readInt(), in.readInt(), in.readInt(), in.readInt(), readMaybeText(in), readMaybeText(in))
                : null;
    }

    private static void writeMaybeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            writeText(out, text);
        }
    }

    private static @Nullable String readMaybeText(DataInputStream in) throws IOException {
        return in.readBoolean() ? readText(in) : null;
    }
}
