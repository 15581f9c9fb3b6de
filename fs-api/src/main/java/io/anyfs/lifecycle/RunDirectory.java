package io.anyfs.lifecycle;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where the processes of a user leave their dumps for each other: {@code anyfs-USER} in the directory for temporary files,
 * or what the system property {@code anyfs.runDirectory} says. Everybody may write to the directory for temporary files, so
 * what is there already is used only if it is a directory of ours that nobody else can enter.
 */
final class RunDirectory {

    static final String PROPERTY = "anyfs.runDirectory";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private RunDirectory() {}

    /** The directory of this user, which need not exist. */
    static Path ofUser() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9_-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "anyfs-" + user).toAbsolutePath();
    }

    /** The directory of a process of this user, which need not exist. */
    static Path ofProcess(long pid) {
        return ofUser().resolve(Long.toString(pid));
    }

    /**
     * Creates a directory that only this user can enter, or takes the one there is.
     *
     * @throws AccessDeniedException if what there is may be somebody else's
     */
    static void create(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, OWNER_ONLY);
        } catch (FileAlreadyExistsException there) {
            requireOurs(directory);
        }
    }

    /**
     * Checks a directory before anything in it is believed.
     *
     * @throws AccessDeniedException if it may be somebody else's
     */
    static void requireOurs(Path directory) throws IOException {
        PosixFileAttributes facts =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!facts.isDirectory()) {
            throw refused(directory, "is a link or a file, not a directory");
        }
        if (!facts.owner().equals(ourselves())) {
            throw refused(directory, "belongs to " + facts.owner().getName());
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(OTHERS);
        others.retainAll(facts.permissions());
        if (!others.isEmpty()) {
            throw refused(directory, "can be entered by others; make it private by 'chmod 700'");
        }
    }

    /** The JDK does not tell the user's identity, but a new file has it. */
    private static UserPrincipal ourselves() throws IOException {
        Path probe = Files.createTempFile("anyfs-owner", null);
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static AccessDeniedException refused(Path directory, String reason) {
        return new AccessDeniedException(
                directory.toString(),
                null,
                "it " + reason + "; remove it, or set another by -D" + PROPERTY + "=DIRECTORY for this process");
    }
}
