package io.anyfs.it.wire;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The facts of MLST and MLSD: RFC 3659 section 7. */
final class FtpFacts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private FtpFacts() {}

    /** The name behind the facts of a line. */
    static String name(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    static FileInfo of(FsPath path, String line) throws IOException {
        Map<String, String> facts = new HashMap<>();
        // Each fact ends with a semicolon (RFC 3659, section 7.2).
        for (String fact : line.substring(0, line.indexOf(' ') - 1).split(";", -1)) {
            int equals = fact.indexOf('=');
            facts.put(fact.substring(0, equals).toLowerCase(Locale.ROOT), fact.substring(equals + 1));
        }
        String type = facts.get("type");
        String modify = facts.get("modify");
        if (type == null || modify == null) {
            throw new IOException("facts without type and time: " + line);
        }
        String mode = facts.get("unix.mode");
        return new FileInfo(
                path,
                type(type),
                Long.parseLong(facts.getOrDefault("size", "0")),
                LocalDateTime.parse(modify.substring(0, 14), TIME).toInstant(ZoneOffset.UTC),
                null,
                null,
                null,
                facts.get("unique"),
                mode == null ? null : new PosixAttributes(Integer.parseInt(mode, 8), 0, 0, 1, null, null));
    }

    static String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static FileType type(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "file" -> FileType.FILE;
            case "dir", "cdir", "pdir" -> FileType.DIRECTORY;
            case "os.unix=slink" -> FileType.SYMBOLIC_LINK;
            default -> FileType.OTHER;
        };
    }
}
