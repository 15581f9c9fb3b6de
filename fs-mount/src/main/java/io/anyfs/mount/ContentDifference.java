package io.anyfs.mount;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells in what the bytes of two files differ: by lines where both are short texts, else the first byte. */
final class ContentDifference {

    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int MOST_LINES = 1_000;

    private ContentDifference() {}

    static List<String> between(FileSystem expected, FileInfo one, FileSystem actual, FileInfo two) throws IOException {
        List<String> ones = lines(expected, one);
        List<String> twos = ones == null ? null : lines(actual, two);
        if (ones != null && twos != null) {
            return LineDiff.between(ones, twos);
        }
        return List.of(firstByte(expected, one.path(), actual, two.path()));
    }

    /** The lines of a short text; {@code null} for anything else. The last one tells if there is no end of line behind it. */
    private static @Nullable List<String> lines(FileSystem fs, FileInfo file) throws IOException {
        if (file.size() > LONGEST_TEXT) {
            return null;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(fs.readBytes(file.path().toString())))
                    .toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            return null;
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        String last = lines.remove(lines.size() - 1);
        if (!last.isEmpty()) {
            lines.add(last + " (no end of line)");
        }
        return lines.size() > MOST_LINES ? null : lines;
    }

    private static String firstByte(FileSystem expected, FsPath one, FileSystem actual, FsPath two) throws IOException {
        try (ReadHandle ones = expected.openRead(one);
                ReadHandle twos = actual.openRead(two)) {
            for (long position = 0; ; ) {
                ByteBuffer left = read(ones, position);
                ByteBuffer right = read(twos, position);
                int mismatch = left.mismatch(right);
                if (mismatch >= 0) {
                    return "first difference at byte " + (position + mismatch) + ": expected " + shown(left, mismatch)
                            + ", but was " + shown(right, mismatch);
                }
                if (!left.hasRemaining()) {
                    return "changed meanwhile: the bytes are now the same";
                }
                position += left.remaining();
            }
        }
    }

    private static ByteBuffer read(ReadHandle handle, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = handle.read(buffer, position + buffer.position());
        }
        return buffer.flip();
    }

    private static String shown(ByteBuffer bytes, int index) {
        return index >= bytes.remaining()
                ? "the end"
                : String.format(Locale.ROOT, "0x%02x", bytes.get(bytes.position() + index) & 0xff);
    }
}
