package io.anyfs.local;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the file system under the root can do. */
final class LocalCapabilities {

    /** PATH_MAX of Linux with its terminating NUL; what is done by path cannot have longer ones. */
    private static final int MAX_PATH = 4095;

    private static final Set<String> FAT = Set.of("vfat", "fat", "fat32", "msdos", "exfat");

    private static final int ROOM_FOR_TEMPORARY_NAME = 96;

    private LocalCapabilities() {}

    static Capabilities of(Root root, LocalOptions options) throws IOException {
        FileStore store = Files.getFileStore(root.real());
        List<Capability> missing = new ArrayList<>(List.of(Capability.RECURSIVE_LIST, Capability.DELETE_TREE));
        if (!root.posix()) {
            missing.addAll(List.of(Capability.SET_MODE, Capability.SET_OWNER, Capability.READ_AFTER_DELETE));
        }
        if (!root.posix() || isFat(store)) {
            missing.add(Capability.HARD_LINKS);
        }
        if (options.links() == LinkPolicy.DENY || !root.posix()) {
            missing.add(Capability.SYMBOLIC_LINKS);
        }
        if (isCaseInsensitive(root.real())) {
            missing.add(Capability.CASE_SENSITIVE);
            // Windows alone folds case only: macOS, and directories of Linux that fold case, fold both.
            if (!system().contains("windows")) {
                missing.add(Capability.NORMALIZATION_SENSITIVE);
            }
        } else if (system().contains("mac")) {
            missing.add(Capability.NORMALIZATION_SENSITIVE);
        }
        if (store.isReadOnly()) {
            missing.addAll(List.of(
                    Capability.WRITE,
                    Capability.APPEND,
                    Capability.UPDATE,
                    Capability.RANDOM_WRITE,
                    Capability.TRUNCATE,
                    Capability.READ_BACK,
                    Capability.IN_PLACE_WRITE,
                    Capability.DURABLE,
                    Capability.CONDITIONAL_WRITE,
                    Capability.MOVE,
                    Capability.MOVE_DIRECTORY,
                    Capability.ATOMIC_MOVE,
                    Capability.COPY,
                    Capability.HARD_LINKS,
                    Capability.SET_LAST_MODIFIED,
                    Capability.SET_LAST_ACCESS,
                    Capability.SET_MODE,
                    Capability.SET_OWNER));
        }
        return Capabilities.all(limits(root, store)).without(missing.toArray(Capability[]::new));
    }

    private static Capabilities.Limits limits(Root root, FileStore store) {
        int used = root.real().toString().getBytes(StandardCharsets.UTF_8).length;
        return new Capabilities.Limits(
                255, Math.max(255, MAX_PATH - used - ROOM_FOR_TEMPORARY_NAME), Long.MAX_VALUE, precision(store));
    }

    private static Duration precision(FileStore store) {
        if (isFat(store)) {
            return Duration.ofSeconds(2);
        }
        return switch (store.type().toLowerCase(Locale.ROOT)) {
            case "ext2", "ext3", "hfs" -> Duration.ofSeconds(1);
            default -> Duration.of(1, AttributeWriter.PRECISION);
        };
    }

    private static boolean isFat(FileStore store) {
        return FAT.contains(store.type().toLowerCase(Locale.ROOT));
    }

    /** Asks for the root by its name in the other case; where that cannot be, the system's habit counts. */
    private static boolean isCaseInsensitive(Path root) {
        Path name = root.getFileName();
        String text = name == null ? "" : name.toString();
        String other = text.equals(text.toUpperCase(Locale.ROOT))
                ? text.toLowerCase(Locale.ROOT)
                : text.toUpperCase(Locale.ROOT);
        if (!other.equals(text)) {
            Path sibling = root.resolveSibling(other);
            try {
                return Files.exists(sibling) && Files.isSameFile(root, sibling);
            } catch (IOException unknown) {
                // The system's habit, then.
            }
        }
        return system().contains("windows") || system().contains("mac");
    }

    private static String system() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }
}
