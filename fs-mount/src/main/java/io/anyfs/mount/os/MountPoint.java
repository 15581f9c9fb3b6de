package io.anyfs.mount.os;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A directory that something is to be mounted on. */
final class MountPoint {

    private MountPoint() {}

    /** The real path of an empty directory, after what a killed process left there is cleaned up. */
    static Path require(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        MountedPlace there = OsMounts.find(absolute);
        if (there != null && there.state() == MountedPlace.State.DEAD) {
            OsMounts.clean(absolute);
            there = OsMounts.find(absolute);
        }
        if (there != null) {
            throw new FileAlreadyExistsException(
                    directory.toString(), null, there.source() + " is mounted there already");
        }
        if (!Files.exists(absolute)) {
            throw new NoSuchFileException(directory.toString(), null, "the directory to mount on is missing");
        }
        if (!Files.isDirectory(absolute)) {
            throw new NotDirectoryException(directory.toString());
        }
        Path real = absolute.toRealPath();
        if (!real.equals(absolute)) {
            return require(real);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
            if (entries.iterator().hasNext()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
        return real;
    }
}
