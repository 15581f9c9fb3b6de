package io.anyfs.mount.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kernel's side of a mount. */
final class Connection {

    private static final Path CONNECTIONS = Path.of("/sys/fs/fuse/connections");
    private static final Path TABLE = Path.of("/proc/self/mountinfo");

    private Connection() {}

    /**
     * Lets all calls of programs fail from now on. By the kernel's control files; where they are not mounted root can do it by a
     * forced unmount.
     */
    static void abort(Path mountPoint) throws IOException {
        for (String line : Files.readAllLines(TABLE, StandardCharsets.UTF_8)) {
            // proc(5): number, parent, major:minor, root, mount point, ...
            List<String> fields = List.of(line.split(" ", -1));
            if (fields.size() > 4 && fields.get(4).equals(mountPoint.toString())) {
                String device = fields.get(2);
                Path control = CONNECTIONS
                        .resolve(device.substring(device.indexOf(':') + 1))
                        .resolve("abort");
                if (Files.isWritable(control)) {
                    Files.writeString(control, "1");
                    return;
                }
            }
        }
        force(mountPoint);
    }

    private static void force(Path mountPoint) throws IOException {
        Process process = new ProcessBuilder("umount", "-f", "--", mountPoint.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            // It fails as the mount is in use, and has cut the connection all the same.
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
        }
    }
}
