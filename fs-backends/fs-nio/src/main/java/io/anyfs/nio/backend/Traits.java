package io.anyfs.nio.backend;

import io.anyfs.Capabilities;
import io.anyfs.Capabilities.Limits;
import io.anyfs.Capability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a {@code java.nio.file} filesystem can do. The JDK's interface tells little of it, so it is asked where asking changes
 * nothing, known of the filesystems that everybody has, and of all others only what {@code Files} promises.
 *
 * @param capabilities what the storage declares
 * @param facts how its facts are read
 * @param startsAnew a file that exists is written from its start only, and a moved one has the time of its move, as in zipfs
 */
record Traits(Capabilities capabilities, FactsReader facts, boolean startsAnew) {

    private static final Set<Capability> NEVER = EnumSet.of(Capability.RECURSIVE_LIST, Capability.DELETE_TREE);
    private static final Set<Capability> UNTOLD = EnumSet.of(
            Capability.IN_PLACE_WRITE,
            Capability.DURABLE,
            Capability.MOVE_DIRECTORY,
            Capability.ATOMIC_MOVE,
            Capability.SET_LAST_ACCESS,
            Capability.READ_AFTER_DELETE);
    private static final Duration DOS_TIME = Duration.ofSeconds(2);
    /** A byte array has at most so many bytes, and zipfs holds a file that is written in one. */
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final String COMPOSED = "\u00e9";
    private static final String DECOMPOSED = "e\u0301";

    private static final int MAX_PATH = 4095;
    private static final int ROOM_FOR_TEMPORARY_NAME = 96;

    static Traits of(Path root) throws IOException {
        FileStore store = Files.getFileStore(root);
        return switch (root.getFileSystem().provider().getScheme().toLowerCase(Locale.ROOT)) {
            case "anyfs" -> ofAnyfs(store);
            case "file" -> ofSystem(root, store);
            case "jimfs" ->
                new Traits(
                        Capabilities.of(Limits.POSIX, asked(root, store, EnumSet.of(Capability.DURABLE))),
                        FactsReader.of(root),
                        false);
            case "jar" -> ofZip(root, store);
            default ->
                new Traits(
                        Capabilities.of(
                                Limits.POSIX.withTimestampPrecision(Duration.ofSeconds(1)), asked(root, store, UNTOLD)),
                        FactsReader.of(root),
                        false);
        };
    }

    private static Traits ofAnyfs(FileStore store) throws IOException {
        Capabilities inner = (Capabilities) store.getAttribute("anyfs:capabilities");
        return new Traits(inner.without(NEVER.toArray(Capability[]::new)), FactsReader.OF_ANYFS, false);
    }

    private static Traits ofSystem(Path root, FileStore store) throws IOException {
        boolean posix = store.supportsFileAttributeView("posix");
        int used = root.toString().getBytes(StandardCharsets.UTF_8).length;
        Duration precision = Runtime.version().feature() < 22 ? Duration.ofNanos(1000) : Duration.ofNanos(1);
        Limits limits =
                new Limits(255, Math.max(255, MAX_PATH - used - ROOM_FOR_TEMPORARY_NAME), Long.MAX_VALUE, precision);
        Set<Capability> without = posix ? EnumSet.noneOf(Capability.class) : EnumSet.of(Capability.READ_AFTER_DELETE);
        return new Traits(Capabilities.of(limits, asked(root, store, without)), FactsReader.of(root), false);
    }

    private static Traits ofZip(Path root, FileStore store) throws IOException {
        Set<Capability> without = EnumSet.copyOf(UNTOLD);
        without.remove(Capability.READ_AFTER_DELETE);
        // Its channels do not cut; and the room it tells of is that around the zip file.
        without.addAll(EnumSet.of(Capability.TRUNCATE, Capability.SPACE));
        Limits limits = new Limits(255, 65535 - ROOM_FOR_TEMPORARY_NAME, LARGEST_ARRAY, DOS_TIME);
        return new Traits(Capabilities.of(limits, asked(root, store, without)), FactsReader.of(root), true);
    }

    /** All but what is known to be missing, and what is found to be. */
    private static Capability[] asked(Path root, FileStore store, Set<Capability> missing) throws IOException {
        Set<Capability> can = EnumSet.allOf(Capability.class);
        can.removeAll(NEVER);
        can.removeAll(missing);
        FactsReader facts = FactsReader.of(root);
        if (!facts.keepsMode()) {
            can.remove(Capability.SET_MODE);
        }
        if (!facts.keepsMode() || !AttributeSetter.setsOwner(root)) {
            can.remove(Capability.SET_OWNER);
        }
        if (Files.readAttributes(root, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey()
                == null) {
            can.remove(Capability.CONDITIONAL_WRITE);
        }
        if (!hasLinks(root)) {
            can.remove(Capability.SYMBOLIC_LINKS);
        }
        if (!hasHardLinks(root)) {
            can.remove(Capability.HARD_LINKS);
        }
        if (!tellsSpace(store)) {
            can.remove(Capability.SPACE);
        }
        if (!isCaseSensitive(root)) {
            can.remove(Capability.CASE_SENSITIVE);
        }
        if (!isNormalizationSensitive(root, can.contains(Capability.CASE_SENSITIVE))) {
            can.remove(Capability.NORMALIZATION_SENSITIVE);
        }
        if (store.isReadOnly() || root.getFileSystem().isReadOnly()) {
            can.retainAll(EnumSet.of(
                    Capability.SYMBOLIC_LINKS,
                    Capability.SPACE,
                    Capability.READ_AFTER_DELETE,
                    Capability.CASE_SENSITIVE,
                    Capability.NORMALIZATION_SENSITIVE));
        }
        return can.toArray(Capability[]::new);
    }

    private static boolean hasLinks(Path root) throws IOException {
        try {
            Files.readSymbolicLink(root);
            return true;
        } catch (NotLinkException it) {
            return true;
        } catch (UnsupportedOperationException none) {
            return false;
        }
    }

    /** Another name for a directory is refused everywhere, and in different ways. */
    private static boolean hasHardLinks(Path root) throws IOException {
        Path name = root.resolve(TemporaryNames.next());
        try {
            Files.createLink(name, root);
            Files.delete(name);
            return true;
        } catch (UnsupportedOperationException | SecurityException none) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static boolean tellsSpace(FileStore store) {
        try {
            return store.getTotalSpace() > 0 && store.getUnallocatedSpace() >= 0 && store.getUsableSpace() >= 0;
        } catch (IOException | UnsupportedOperationException untold) {
            return false;
        }
    }

    private static boolean isCaseSensitive(Path root) {
        boolean folded = isOfSystem(root) && (system().contains("mac") || system().contains("win"));
        return !folded && !LetterCase.isFolded(root);
    }

    /** Paths tell it if they are compared, or shown, by their composed letters. Of the system's files only habits are known. */
    private static boolean isNormalizationSensitive(Path root, boolean caseSensitive) {
        if (isOfSystem(root)) {
            // Directories of Linux that fold case fold both, those of Windows do not.
            return !system().contains("mac") && (caseSensitive || system().contains("win"));
        }
        try {
            Path decomposed = root.resolve(DECOMPOSED);
            return !decomposed.equals(root.resolve(COMPOSED))
                    && decomposed.toString().endsWith(DECOMPOSED);
        } catch (InvalidPathException cannotBe) {
            return true;
        }
    }

    private static boolean isOfSystem(Path root) {
        return root.getFileSystem().provider().getScheme().equals("file");
    }

    private static String system() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }
}
