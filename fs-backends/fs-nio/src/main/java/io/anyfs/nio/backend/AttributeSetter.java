package io.anyfs.nio.backend;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets attributes of what a path names itself. */
record AttributeSetter(Duration precision) {

    private static final int SPECIAL = 07000;
    /** From the highest bit of a mode on. */
    private static final List<PosixFilePermission> BITS = List.of(PosixFilePermission.values());

    /** Whether a number can be set as the owner; asked by setting the one there is. */
    static boolean setsOwner(Path root) throws IOException {
        try {
            Files.setAttribute(root, "unix:uid", Files.getAttribute(root, "unix:uid"));
            return true;
        } catch (UnsupportedOperationException | IllegalArgumentException never) {
            return false;
        } catch (IOException notHere) {
            return true;
        }
    }

    /** Sets owner and mode first: a change of owner clears the set-id bits, and times come last because all changes move them. */
    void apply(Path host, boolean link, AttributeChanges changes, FsPath asked) throws IOException {
        if (link && changes.mode() != null) {
            throw new UnsupportedCapabilityException(asked.toString(), Capability.SET_MODE);
        }
        if (changes.uid() != null) {
            Files.setAttribute(host, "unix:uid", changes.uid(), LinkOption.NOFOLLOW_LINKS);
        }
        if (changes.gid() != null) {
            Files.setAttribute(host, "unix:gid", changes.gid(), LinkOption.NOFOLLOW_LINKS);
        }
        if (changes.mode() != null) {
            setMode(host, changes.mode(), asked);
        }
        try {
            setTimes(host, changes);
        } catch (FileSystemException refused) {
            if (!link) {
                throw refused;
            }
            // Older JDKs open what they set times of, which a link cannot be.
            throw because(new UnsupportedCapabilityException(asked.toString(), Capability.SET_LAST_MODIFIED), refused);
        }
    }

    private static UnsupportedCapabilityException because(UnsupportedCapabilityException refusal, Exception cause) {
        refusal.initCause(cause);
        return refusal;
    }

    private static void setMode(Path host, int mode, FsPath asked) throws IOException {
        Files.setPosixFilePermissions(host, permissions(mode));
        if ((mode & SPECIAL) != 0) {
            try {
                Files.setAttribute(host, "unix:mode", mode);
            } catch (UnsupportedOperationException | IllegalArgumentException never) {
                throw because(new UnsupportedCapabilityException(asked.toString(), Capability.SET_MODE), never);
            }
        }
    }

    void setTimes(Path host, AttributeChanges changes) throws IOException {
        if (changes.lastModified() == null && changes.lastAccess() == null) {
            return;
        }
        Files.getFileAttributeView(host, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time(changes.lastModified()), time(changes.lastAccess()), null);
    }

    private @Nullable FileTime time(@Nullable Instant time) {
        return time == null ? null : FileTime.from(kept(time));
    }

    /** The time as far as it is kept. */
    Instant kept(Instant time) {
        long step = precision.toNanos();
        long seconds = Math.max(1, precision.toSeconds());
        long second = Math.floorDiv(time.getEpochSecond(), seconds) * seconds;
        return Instant.ofEpochSecond(second, precision.toSeconds() > 0 ? 0 : time.getNano() / step * step);
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.size(); bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(BITS.get(bit));
            }
        }
        return permissions;
    }
}
