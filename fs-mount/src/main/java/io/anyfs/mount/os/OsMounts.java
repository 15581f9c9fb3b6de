package io.anyfs.mount.os;

import io.anyfs.BusyException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mounts of anyfs on this machine, whichever process serves them. Linux only; elsewhere there are none. */
public final class OsMounts {

    /** What the kernel calls a mount of anyfs. */
    private static final String TYPE = "fuse.anyfs";

    private static final Path TABLE = Path.of("/proc/self/mounts");

    private OsMounts() {}

    /**
     * Looks whether this machine and this JVM can mount. Mounts nothing.
     *
     * @throws MountUnavailableException if something is missing; the message says what and how to get it
     */
    public static void requireUsable() throws MountUnavailableException {
        Providers.usable();
    }

    /** All mounts, in the order in which they were made. Takes at most two seconds for each that does not answer. */
    public static List<MountedPlace> list() throws IOException {
        List<MountedPlace> all = new ArrayList<>();
        for (MountTable.Line line : ours()) {
            all.add(line.place());
        }
        return List.copyOf(all);
    }

    /**
     * Unmounts. Programs that use the mount are waited for by none: with {@code force} their calls fail or block until they close
     * what they have open.
     *
     * @throws NoSuchFileException if nothing of anyfs is mounted there
     * @throws BusyException if a program uses it, without {@code force}
     */
    public static void unmount(Path directory, boolean force) throws IOException {
        Path path = real(directory);
        MountTable.Line line = line(path);
        if (line == null) {
            throw new NoSuchFileException(directory.toString(), null, "nothing of anyfs is mounted there");
        }
        if (force) {
            Unmounting.detach(path);
        } else if (Probe.of(path) == MountedPlace.State.DEAD) {
            Unmounting.detach(path);
        } else {
            Unmounting.unmount(path);
        }
    }

    /** Removes all mounts whose processes have ended. Returns where they were. */
    public static List<Path> clean() throws IOException {
        List<Path> cleaned = new ArrayList<>();
        for (MountTable.Line line : ours()) {
            if (clean(line.path())) {
                cleaned.add(line.path());
            }
        }
        return List.copyOf(cleaned);
    }

    /** Removes the mount at this place if its process has ended. Returns whether it did. */
    static boolean clean(Path path) throws IOException {
        if (Probe.of(path) != MountedPlace.State.DEAD) {
            return false;
        }
        try {
            Unmounting.detach(path);
            return true;
        } catch (FileSystemException failure) {
            if (line(path) != null) {
                throw failure;
            }
            // Another was quicker, such as libfuse's own helper.
            return false;
        }
    }

    /** The mount at this place; {@code null} if there is none. */
    static @Nullable MountedPlace find(Path path) throws IOException {
        MountTable.Line line = line(path);
        return line == null ? null : line.place();
    }

    /** Whether something of anyfs is mounted at this real path; asks the kernel's table only, so that it never blocks. */
    public static boolean isMounted(Path path) throws IOException {
        return line(path) != null;
    }

    private static MountTable.@Nullable Line line(Path path) throws IOException {
        MountTable.Line found = null;
        for (MountTable.Line line : ours()) {
            // The last one hides those before.
            found = line.path().equals(path) ? line : found;
        }
        return found;
    }

    private static List<MountTable.Line> ours() throws IOException {
        return Files.exists(TABLE)
                ? MountTable.read(TABLE).stream()
                        .filter(line -> line.type().equals(TYPE))
                        .toList()
                : List.of();
    }

    /** The real path of a mount, which cannot be asked itself if its process has ended. */
    private static Path real(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (line(absolute) != null || parent == null || name == null || !Files.exists(parent)) {
            return absolute;
        }
        Path beside = parent.toRealPath().resolve(name);
        return line(beside) == null && Files.exists(beside) ? beside.toRealPath() : beside;
    }
}
