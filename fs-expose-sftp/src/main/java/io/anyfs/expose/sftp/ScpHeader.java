package io.anyfs.expose.sftp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of the protocol of {@code scp} that announce something. */
sealed interface ScpHeader {

    /** {@code C} and {@code D}: a file, or a directory whose entries follow. */
    record Entry(boolean isDirectory, int mode, long size, String name) implements ScpHeader {}

    /** {@code T}: the times of the next entry. */
    record Times(Instant lastModified, Instant lastAccess) implements ScpHeader {}

    /** {@code E}: the directory is complete. */
    record End() implements ScpHeader {}

    /** Nobody may announce a name that is more than a name. */
    Pattern ENTRY = Pattern.compile("([CD])([0-7]{4,5}) (\\d{1,18}) (.*)", Pattern.DOTALL);

    /** Seconds and microseconds of the modification and the access. */
    Pattern TIMES = Pattern.compile("T(\\d{1,12}) (\\d{1,6}) (\\d{1,12}) (\\d{1,6})");

    /** Permissions with set-user-ID, set-group-ID and sticky. */
    int MODE_BITS = 07777;

    /**
     * Reads a line, without its line break.
     *
     * @throws ScpProtocolException if it announces nothing, or what must not be obeyed
     */
    static ScpHeader parse(byte[] line) throws ScpProtocolException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new ScpProtocolException("a name that is not UTF-8", invalid);
        }
        Matcher entry = ENTRY.matcher(text);
        if (entry.matches()) {
            return new Entry(
                    entry.group(1).equals("D"),
                    Integer.parseInt(entry.group(2), 8) & MODE_BITS,
                    Long.parseLong(entry.group(3)),
                    harmless(entry.group(4)));
        }
        Matcher times = TIMES.matcher(text);
        if (times.matches()) {
            return new Times(time(times, 1), time(times, 3));
        }
        if (text.equals("E")) {
            return new End();
        }
        throw new ScpProtocolException("a line that announces nothing");
    }

    private static Instant time(Matcher times, int group) {
        return Instant.ofEpochSecond(
                Long.parseLong(times.group(group)), Long.parseLong(times.group(group + 1)) * 1_000);
    }

    private static String harmless(String name) throws ScpProtocolException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new ScpProtocolException("unexpected file name: " + ShownText.of(name));
        }
        return name;
    }
}
