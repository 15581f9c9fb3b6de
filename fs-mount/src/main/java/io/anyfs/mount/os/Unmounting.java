package io.anyfs.mount.os;

import io.anyfs.BusyException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Asks the system to unmount. By {@code fusermount3}, which lets each user unmount what is theirs. */
public final class Unmounting {

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/fusermount3"), Path.of("/bin/fusermount3"), Path.of("/usr/local/bin/fusermount3"));

    private Unmounting() {}

    /**
     * Where {@code fusermount3} is.
     *
     * @throws MountUnavailableException if it is not installed
     */
    public static Path program() throws MountUnavailableException {
        List<Path> places = new ArrayList<>(PLACES);
        String path = System.getenv("PATH");
        if (path != null) {
            for (String directory : path.split(":", -1)) {
                places.add(Path.of(directory.isEmpty() ? "." : directory, "fusermount3"));
            }
        }
        return places.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new MountUnavailableException(
                        "fusermount3 is missing; install it (Debian: apt-get install fuse3)"));
    }

    /**
     * Unmounts, if no program uses the mount.
     *
     * @throws BusyException if one does
     * @throws AccessDeniedException if another user mounted it
     */
    public static void unmount(Path path) throws IOException {
        run(path, "-u");
    }

    /** Takes the mount out of the tree at once; programs that use it keep what they have open. */
    public static void detach(Path path) throws IOException {
        run(path, "-u", "-z");
    }

    private static void run(Path path, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program().toString());
        command.addAll(Arrays.asList(options));
        command.add("--");
        command.add(path.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() == 0) {
                return;
            }
            if (said.toLowerCase(Locale.ROOT).contains("busy")) {
                throw new BusyException(path.toString(), "a program uses the mount");
            }
            if (said.contains("not found in") || said.contains("not permitted")) {
                throw new AccessDeniedException(
                        path.toString(), null, "only who mounted it and root can unmount it (" + said + ")");
            }
            throw new FileSystemException(path.toString(), null, said);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(path + ": interrupted while unmounting");
        } finally {
            process.destroy();
        }
    }
}
