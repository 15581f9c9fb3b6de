package io.anyfs.cli.file;

import io.anyfs.FileInfo;
import io.anyfs.cli.command.Place;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where links lead, for showing them. */
final class LinkTarget {

    private LinkTarget() {}

    /** Where the entry leads; {@code null} if it is no link, or is none any more. */
    static @Nullable String of(Place place, FileInfo entry) {
        if (!entry.isSymbolicLink()) {
            return null;
        }
        try {
            return place.fileSystem().readLink(entry.path());
        } catch (IOException gone) {
            return null;
        }
    }
}
