package io.anyfs.cli.file;

import io.anyfs.FileInfo;
import io.anyfs.cli.command.UsageException;
import io.anyfs.spi.ByteCount;

/**
 * A condition on the size of a file.
 *
 * @param comparison what {@link Long#compare} of the file's size with this one has to be
 * @param bytes the size to compare with
 */
record SizeCondition(int comparison, long bytes) {

    static SizeCondition parse(String text) {
        int comparison = text.startsWith("+") ? 1 : text.startsWith("-") ? -1 : 0;
        try {
            return new SizeCondition(comparison, ByteCount.parse(comparison == 0 ? text : text.substring(1)));
        } catch (IllegalArgumentException invalid) {
            throw new UsageException(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    boolean holds(FileInfo entry) {
        return entry.isFile() && Long.compare(entry.size(), bytes) == comparison;
    }
}
