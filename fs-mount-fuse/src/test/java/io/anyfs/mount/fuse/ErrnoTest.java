package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrnoTest {

    @ParameterizedTest
    @EnumSource
    void every_kind_of_failure_has_a_number(ErrorKind kind) {
        assertTrue(Errno.of(kind).asResult() < 0, kind::toString);
    }

    @Test
    void programs_get_the_numbers_that_they_expect() {
        Map<ErrorKind, Errno> expected = Map.of(
                ErrorKind.NOT_FOUND, Errno.ENOENT,
                ErrorKind.ALREADY_EXISTS, Errno.EEXIST,
                ErrorKind.NOT_EMPTY, Errno.ENOTEMPTY,
                ErrorKind.NO_SPACE, Errno.ENOSPC,
                ErrorKind.QUOTA_EXCEEDED, Errno.EDQUOT,
                ErrorKind.READ_ONLY, Errno.EROFS,
                ErrorKind.CHANGED, Errno.ESTALE,
                ErrorKind.ACCESS_DENIED, Errno.EACCES,
                ErrorKind.IO, Errno.EIO);
        expected.forEach((kind, errno) -> assertEquals(errno, Errno.of(kind), kind::toString));
    }

    /** What the C library was built with, where its headers are. */
    @ParameterizedTest
    @EnumSource
    void the_numbers_are_those_of_linux(Errno errno) throws Exception {
        StringBuilder headers = new StringBuilder();
        for (Path header : Stream.of("errno-base.h", "errno.h")
                .map(name -> Path.of("/usr/include/asm-generic", name))
                .filter(Files::exists)
                .toList()) {
            headers.append(Files.readString(header, StandardCharsets.UTF_8));
        }
        Matcher line = Pattern.compile("#define\\s+" + errno + "\\s+(\\S+)").matcher(headers);
        if (line.find()) {
            String number = line.group(1).equals("EWOULDBLOCK") ? "11" : line.group(1);
            assertEquals(errno.number(), Integer.parseInt(number), errno::toString);
        }
    }
}
