package io.anyfs.cli.mount;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.serve.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a mount in the background says what happens: a file that is named, or one for each mount point in the state directory of the
 * user. A link in that directory leads to a file that is named elsewhere, so that the list of mounts finds it.
 *
 * @param file where it is
 */
record MountLog(Path file) {

    /** A longer one is put aside when the next mount begins. */
    private static final long LONG_BYTES = 10 << 20;

    private static final int LONGEST_NAME = 40;

    /**
     * Prepares the file, so that it can be appended to.
     *
     * @param named where the user wants it; {@code null} for the state directory
     * @throws CommandException if it cannot be written there
     */
    static MountLog prepare(Environment environment, Path mountPoint, @Nullable Path named) throws CommandException {
        Path own = own(environment, mountPoint);
        Path file = named != null ? environment.workingDirectory().resolve(named) : own;
        try {
            Files.createDirectories(own.getParent(), StateDirectory.ownerOnly("rwx------"));
            if (named != null) {
                Files.deleteIfExists(own);
                Files.createSymbolicLink(own, file);
            } else if (Files.isSymbolicLink(own)) {
                Files.delete(own);
            }
            if (Files.exists(file) && Files.size(file) > LONG_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            create(file);
            return new MountLog(file);
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.DENIED,
                    "cannot write the log " + file + " (" + failure.getMessage() + "); --log names another file",
                    failure);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, StateDirectory.ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException goesOn) {
            if (!Files.isWritable(file)) {
                throw goesOn;
            }
        }
    }

    /** What the last mount in the background on this directory wrote; {@code null} if the user has made none. */
    static @Nullable Path find(Environment environment, Path mountPoint) throws IOException {
        Path own = own(environment, mountPoint);
        if (!Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        return Files.isSymbolicLink(own) ? Files.readSymbolicLink(own) : own;
    }

    /** By the last name, for who looks for it, and by a sum of the whole path. */
    private static Path own(Environment environment, Path mountPoint) {
        CRC32 sum = new CRC32();
        sum.update(mountPoint.toString().getBytes(StandardCharsets.UTF_8));
        String name = String.valueOf(mountPoint.getFileName());
        return StateDirectory.of(environment.variables())
                .path()
                .resolve("mounts")
                .resolve(name.substring(0, Math.min(name.length(), LONGEST_NAME))
                        + String.format("-%08x.log", sum.getValue()));
    }

    /** How long it is now. */
    long size() throws IOException {
        return Files.size(file);
    }

    /** What was written from a place on. */
    String from(long position) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int start = (int) Math.min(position, all.length);
        return new String(all, start, all.length - start, StandardCharsets.UTF_8);
    }
}
