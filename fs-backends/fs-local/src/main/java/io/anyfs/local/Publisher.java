package io.anyfs.local;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Moves entries to their places, with the promise that nothing is replaced that should not be. POSIX has no such move, so a
 * new name is made by a hard link, of which there can be only one; then the old name goes. Where there are no hard links, an
 * empty file claims the name and is replaced at once; others can see it for that moment, this process does not.
 */
final class Publisher {

    private static final int LOCKS = 64;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Set<Object> claims = ConcurrentHashMap.newKeySet();

    Publisher() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** What excludes others of this process from deciding about the same name. */
    ReentrantLock lock(Place place) {
        return locks[Math.floorMod(Objects.hash(place.directory().key(), place.name()), LOCKS)];
    }

    /** Whether this is an empty file that only claims a name. */
    boolean isClaim(BasicFileAttributes file) {
        if (claims.isEmpty()) {
            return false;
        }
        Object key = file.fileKey();
        return key != null && claims.contains(key);
    }

    /** Moves a file or a link to where nothing is. */
    void moveToFree(Place from, Place to, FsPath asked) throws IOException {
        if (!link(from, to, asked)) {
            claimAndReplace(from, to, asked);
        }
    }

    /** Moves an entry, in the place of a file that is there. */
    void move(Place from, Place to, FsPath asked) throws IOException {
        try {
            from.directory().move(from.name(), to.directory(), to.name());
        } catch (AtomicMoveNotSupportedException otherDevice) {
            throw otherDevice(asked, otherDevice);
        }
    }

    /**
     * Moves a file or a link, in the place of a file if one is there. Two names of one file are a trap: renaming one to the other
     * does nothing at all and says that it worked (POSIX, rename), so there the old name is deleted.
     */
    void replace(Place from, Place to, BasicFileAttributes moved, @Nullable BasicFileAttributes there, FsPath asked)
            throws IOException {
        Object key = moved.fileKey();
        if (there != null && key != null && key.equals(there.fileKey())) {
            from.directory().deleteFile(from.name());
        } else {
            move(from, to, asked);
        }
    }

    /** Returns false where there are no hard links. */
    private boolean link(Place from, Place to, FsPath asked) throws IOException {
        BasicFileAttributes file = from.existing(asked);
        try {
            Files.createLink(to.host(), from.host());
        } catch (FileAlreadyExistsException there) {
            throw new FileAlreadyExistsException(asked.toString());
        } catch (UnsupportedOperationException none) {
            return false;
        } catch (NoSuchFileException swapped) {
            return false;
        } catch (FileSystemException refused) {
            return false;
        }
        BasicFileAttributes linked = to.find();
        if (linked == null || !Objects.equals(linked.fileKey(), file.fileKey())) {
            throw new AccessDeniedException(asked.toString(), null, "the directory was swapped in this moment");
        }
        from.directory().deleteFile(from.name());
        return true;
    }

    private void claimAndReplace(Place from, Place to, FsPath asked) throws IOException {
        Object claim = claim(to, asked);
        boolean moved = false;
        try {
            move(from, to, asked);
            moved = true;
        } finally {
            if (!moved) {
                withdraw(to, claim);
            }
            if (claim != null) {
                claims.remove(claim);
            }
        }
    }

    private @Nullable Object claim(Place to, FsPath asked) throws IOException {
        try {
            to.directory()
                    .open(to.name(), Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))
                    .close();
            Object key = to.existing(asked).fileKey();
            if (key != null) {
                claims.add(key);
            }
            return key;
        } catch (FileAlreadyExistsException there) {
            throw new FileAlreadyExistsException(asked.toString());
        }
    }

    private static void withdraw(Place to, @Nullable Object claim) throws IOException {
        BasicFileAttributes there = to.find();
        if (there != null && there.size() == 0 && Objects.equals(there.fileKey(), claim)) {
            to.directory().deleteFile(to.name());
        }
    }

    private static IOException otherDevice(FsPath asked, AtomicMoveNotSupportedException cause) {
        UnsupportedCapabilityException refusal =
                new UnsupportedCapabilityException(asked.toString(), Capability.ATOMIC_MOVE);
        refusal.initCause(cause);
        return refusal;
    }
}
