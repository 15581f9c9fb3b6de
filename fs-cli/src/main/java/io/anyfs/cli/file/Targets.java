package io.anyfs.cli.file;

import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.UsageException;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/** Where sources go, as {@code cp} and {@code mv} have it since ever. */
enum Targets {
    /** Into the target if it is a directory, otherwise to it. */
    INTO_DIRECTORIES,
    /** To the target, whatever is there. */
    EXACT;

    /** All but the last, which is the target. Not checked by picocli, which would want no option between them. */
    static List<String> sourcesIn(List<String> places) {
        if (places.size() < 2) {
            throw new UsageException("name the target too, after " + places.get(0));
        }
        return places.subList(0, places.size() - 1);
    }

    /** Where this one of so many sources goes. */
    Place of(Place source, Place target, int sources) throws IOException {
        if (this == INTO_DIRECTORIES && target.fileSystem().isDirectory(target.path())) {
            if (source.path().isRoot()) {
                throw new UsageException(source + " is a root and has no name; name the target, and add -T");
            }
            return target.child(source.path().name());
        }
        if (sources > 1) {
            throw new NotDirectoryException(target + ", the target of several,");
        }
        return target;
    }
}
