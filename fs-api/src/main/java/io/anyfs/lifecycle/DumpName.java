package io.anyfs.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The names of a process's answers, which tell when the dump was begun: {@code open-20250601T120000.123456Z.tsv}, and
 * {@code .failed} in place of {@code .tsv} for the reason why there is none. Later ones sort after earlier ones.
 *
 * @param time as in the name
 */
record DumpName(String time) {

    private static final String DUMP = ".tsv";
    private static final String FAILURE = ".failed";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static DumpName at(Instant begun) {
        return new DumpName(TIME.format(begun));
    }

    static DumpName of(Path answer) {
        String name = String.valueOf(answer.getFileName());
        return new DumpName(name.substring("open-".length(), name.lastIndexOf('.')));
    }

    /** Every answer in a directory, the oldest first. */
    static List<Path> answersIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(DumpName::isAnswer).sorted().toList();
        }
    }

    static boolean isFailure(Path answer) {
        return answer.toString().endsWith(FAILURE);
    }

    Path dumpIn(Path directory) {
        return directory.resolve("open-" + time + DUMP);
    }

    Path failureIn(Path directory) {
        return directory.resolve("open-" + time + FAILURE);
    }

    boolean isBefore(DumpName other) {
        return time.compareTo(other.time) < 0;
    }

    private static boolean isAnswer(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith("open-") || !(name.endsWith(DUMP) || name.endsWith(FAILURE))) {
            return false;
        }
        try {
            TIME.parse(of(file).time);
            return true;
        } catch (DateTimeException another) {
            return false;
        }
    }
}
