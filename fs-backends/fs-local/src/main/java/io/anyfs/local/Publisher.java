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
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Moves entries to their places, with the promise that nothing is replaced that should not be. POSIX has no such move, so there
 * are two ways to a new name:
 *
 * <ul>
 *   <li>A hard link, of which there can be only one, after which the old name goes. The JDK makes links by path, so this is for
 *       directories that nobody else can swap ({@link Exposure}).
 *   <li>An empty file that claims the name and is replaced at once. Other processes can see it for that moment, this one does
 *       not, and a crash in that moment leaves it behind. This is for all other directories, for file systems without hard
 *       links, and for links, of which not all systems make hard links.
 * </ul>
 */
final class Publisher {

    private static final int LOCKS = 64;
    private static final Set<OpenOption> CLAIM = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Exposure exposure;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Set<Object> claims = ConcurrentHashMap.newKeySet();

    Publisher(Exposure exposure) {
        this.exposure = exposure;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** What is decided about a name, and done. */
    @FunctionalInterface
    interface Decision {
        void make() throws IOException;
    }

    /** What is decided about a name, and done unless it is another name that has to be decided about. */
    @FunctionalInterface
    interface Attempt {
        boolean make() throws IOException;
    }

    /** Decides about a name, while nobody else of this process does. */
    void decide(Place place, Decision decision) throws IOException {
        decideIf(place, () -> {
            decision.make();
            return true;
        });
    }

    /** Decides about a name, while nobody else of this process does, and says whether that was done. */
    boolean decideIf(Place place, Attempt attempt) throws IOException {
        return decide(slot(place), slot(place), attempt);
    }

    /** Decides about two names, while nobody else of this process decides about either. */
    void decide(Place one, Place other, Decision decision) throws IOException {
        // Always in the same order, so that two that need both do not wait for each other.
        decide(Math.min(slot(one), slot(other)), Math.max(slot(one), slot(other)), () -> {
            decision.make();
            return true;
        });
    }

    private boolean decide(int first, int second, Attempt attempt) throws IOException {
        locks[first].lock();
        try {
            locks[second].lock();
            try {
                return attempt.make();
            } finally {
                locks[second].unlock();
            }
        } finally {
            locks[first].unlock();
        }
    }

    private static int slot(Place place) throws IOException {
        return Math.floorMod(Objects.hash(place.directory().key(), place.name()), LOCKS);
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
        BasicFileAttributes moved = from.existing(asked);
        boolean linkable = moved.isRegularFile() && !exposure.isExposed(to.directory());
        if (!linkable || !link(from, moved, to, asked)) {
            claimAndReplace(from, to, asked);
        }
    }

    /** Moves an entry, in the place of a file that is there. */
    void move(Place from, Place to, FsPath asked) throws IOException {
        try {
            from.directory().move(from.name(), to.directory(), to.name());
        } catch (AtomicMoveNotSupportedException otherDevice) {
            UnsupportedCapabilityException refusal =
                    new UnsupportedCapabilityException(asked.toString(), Capability.MOVE);
            refusal.initCause(otherDevice);
            throw refusal;
        }
    }

    /**
     * Moves a file or a link, in the place of a file if one is there. Two names of one file are a trap: renaming one to the other
     * does nothing at all and says that it worked (POSIX, rename), so there the old name is deleted. A file with one name that is
     * found by two has a name whose letters' case does not count; it is renamed.
     */
    void replace(Place from, BasicFileAttributes moved, Place to, @Nullable BasicFileAttributes there, FsPath asked)
            throws IOException {
        Object key = moved.fileKey();
        if (there != null && key != null && key.equals(there.fileKey()) && hasOtherNames(from)) {
            from.directory().deleteFile(from.name());
        } else {
            move(from, to, asked);
        }
    }

    private static boolean hasOtherNames(Place place) throws IOException {
        return Files.getAttribute(place.host(), "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links
                && links > 1;
    }

    /** Returns false where hard links cannot be made, for whatever reason: the other way will tell if it is a good one. */
    private static boolean link(Place from, BasicFileAttributes moved, Place to, FsPath asked) throws IOException {
        try {
            Files.createLink(to.host(), from.host());
        } catch (FileAlreadyExistsException there) {
            throw new FileAlreadyExistsException(asked.toString());
        } catch (FileSystemException | UnsupportedOperationException refused) {
            return false;
        }
        BasicFileAttributes linked = to.find();
        if (linked == null || !Objects.equals(linked.fileKey(), moved.fileKey())) {
            throw new AccessDeniedException(asked.toString(), null, "the directory was swapped in this moment");
        }
        try {
            from.directory().deleteFile(from.name());
        } catch (NoSuchFileException movedByAnother) {
            withdraw(to, linked);
            throw new NoSuchFileException(asked.toString());
        }
        return true;
    }

    private void claimAndReplace(Place from, Place to, FsPath asked) throws IOException {
        BasicFileAttributes claim = claim(to, asked);
        boolean moved = false;
        try {
            move(from, to, asked);
            moved = true;
        } finally {
            if (!moved) {
                withdraw(to, claim);
            }
            unclaim(claim);
        }
    }

    private BasicFileAttributes claim(Place to, FsPath asked) throws IOException {
        try {
            to.directory().open(to.name(), CLAIM).close();
        } catch (FileAlreadyExistsException there) {
            throw new FileAlreadyExistsException(asked.toString());
        }
        BasicFileAttributes claim = to.existing(asked);
        Object key = claim.fileKey();
        if (key != null) {
            claims.add(key);
        }
        return claim;
    }

    private void unclaim(BasicFileAttributes claim) {
        Object key = claim.fileKey();
        if (key != null) {
            claims.remove(key);
        }
    }

    /** Deletes what was put there, unless it is something else by now. */
    private static void withdraw(Place to, BasicFileAttributes put) throws IOException {
        BasicFileAttributes there = to.find();
        if (there != null && there.size() == put.size() && Objects.equals(there.fileKey(), put.fileKey())) {
            try {
                to.directory().deleteFile(to.name());
            } catch (NoSuchFileException gone) {
                // It is withdrawn, then.
            }
        }
    }
}
