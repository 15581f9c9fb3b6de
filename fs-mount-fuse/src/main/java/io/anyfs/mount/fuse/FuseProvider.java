package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.mount.os.MountUnavailableException;
import io.anyfs.mount.os.OsMountOptions;
import io.anyfs.mount.os.OsMountProvider;
import io.anyfs.mount.os.OsMountSession;
import io.anyfs.mount.os.Unmounting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Mounts by FUSE 3, on Linux. */
public final class FuseProvider implements OsMountProvider {

    private static final Path DEVICE = Path.of("/dev/fuse");

    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/x86_64-linux-gnu/libfuse3.so.3",
            "/lib/x86_64-linux-gnu/libfuse3.so.3",
            "/usr/lib/aarch64-linux-gnu/libfuse3.so.3",
            "/lib/aarch64-linux-gnu/libfuse3.so.3",
            "/usr/lib64/libfuse3.so.3",
            "/lib64/libfuse3.so.3",
            "/usr/lib/libfuse3.so.3",
            "/lib/libfuse3.so.3",
            "/usr/local/lib/libfuse3.so.3",
            "/usr/lib/x86_64-linux-gnu/libfuse3.so.4",
            "/usr/lib/aarch64-linux-gnu/libfuse3.so.4",
            "/usr/lib64/libfuse3.so.4",
            "/usr/lib/libfuse3.so.4");

    /** The provider, as {@link java.util.ServiceLoader} makes it. */
    public FuseProvider() {}

    @Override
    public void requireUsable() throws MountUnavailableException {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            throw new MountUnavailableException("mounting is for Linux only, and this is " + system);
        }
        if (!Files.exists(DEVICE)) {
            throw new MountUnavailableException(
                    "/dev/fuse is missing: load the kernel module by 'modprobe fuse', or give the"
                            + " container the device (docker run --device /dev/fuse --cap-add SYS_ADMIN)");
        }
        if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
            throw new MountUnavailableException(
                    "/dev/fuse may not be opened by this user: ask for read and write permission on it");
        }
        Unmounting.program();
        library();
    }

    /** Where libfuse is. */
    static Path library() throws MountUnavailableException {
        return LIBRARIES.stream()
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new MountUnavailableException(
                        "libfuse3.so.3 is missing; install it (Debian: apt-get install fuse3)"));
    }

    @Override
    public OsMountSession mount(FileSystem fileSystem, Path directory, OsMountOptions options) throws IOException {
        return FuseSession.open(fileSystem, directory, options, library());
    }
}
