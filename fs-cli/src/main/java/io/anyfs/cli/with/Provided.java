package io.anyfs.cli.with;

import io.anyfs.mount.MountScript;
import io.anyfs.mount.os.OsMount;
import io.anyfs.served.Served;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command finds: the servers, and the directory that the filesystem is mounted on. */
final class Provided implements Closeable {

    private static final String MOUNT = "ANYFS_MOUNT";

    private final Served served;
    private final @Nullable Mounted mounted;

    private Provided(Served served, @Nullable Mounted mounted) {
        this.served = served;
        this.mounted = mounted;
    }

    /**
     * Serves what is described, and mounts it where that is asked for.
     *
     * @throws io.anyfs.mount.os.MountUnavailableException if this machine or this JVM cannot mount
     */
    static Provided start(MountScript script, Set<ServedProtocol> protocols, boolean mounts) throws IOException {
        Served served = Served.over(script, protocols);
        boolean started = false;
        try {
            Provided provided = new Provided(served, mounts ? Mounted.at(served) : null);
            started = true;
            return provided;
        } finally {
            if (!started) {
                served.close();
            }
        }
    }

    /** Where it is all to be found. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        served.addresses().stream().map(ServedAddress::environment).forEach(variables::putAll);
        Mounted directory = mounted;
        if (directory != null) {
            variables.put(MOUNT, directory.mount().path().toString());
        }
        return variables;
    }

    @Override
    public void close() throws IOException {
        Closeable directory = mounted != null ? mounted : () -> {};
        try (served) {
            directory.close();
        }
    }

    private record Mounted(OsMount mount, Path directory) implements Closeable {

        static Mounted at(Served served) throws IOException {
            Path directory = Files.createTempDirectory("anyfs-with");
            boolean mounted = false;
            try {
                Mounted at = new Mounted(OsMount.mount(served.fileSystem(), directory), directory);
                mounted = true;
                return at;
            } finally {
                if (!mounted) {
                    Files.delete(directory);
                }
            }
        }

        @Override
        public void close() throws IOException {
            mount.close();
            Files.deleteIfExists(directory);
        }
    }
}
