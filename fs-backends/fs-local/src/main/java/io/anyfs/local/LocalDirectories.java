package io.anyfs.local;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Creates, deletes and cleans directories. */
final class LocalDirectories {

    private final LocalBackend backend;

    LocalDirectories(LocalBackend backend) {
        this.backend = backend;
    }

    /** Creates a directory where nothing is. */
    void create(FsPath directory) throws IOException {
        try (Place place = backend.places().place(directory, Links.NO_FOLLOW)) {
            backend.publisher().decide(place, () -> {
                requireFree(place, directory);
                backend.staging()
                        .create(place, directory, NewDirectory.in(place.directory(), backend.isPosix()), staged -> {
                            backend.sweeper().created(staged.existing(directory));
                            staged.directory().move(staged.name(), place.directory(), place.name());
                        });
            });
        }
    }

    /**
     * Creates the directories that a path needs, as far as they are missing.
     *
     * @param durable their names survive power loss when this returns
     */
    void createParents(FsPath path, boolean durable) throws IOException {
        FsPath parent = path.parentOrRoot();
        try {
            backend.places().directory(parent).close();
        } catch (NoSuchFileException missing) {
            createParents(parent, durable);
            try {
                create(parent);
            } catch (FileAlreadyExistsException raced) {
                backend.places().directory(parent).close();
            }
            if (durable) {
                try (Directory holder = backend.places().directory(parent.parentOrRoot())) {
                    force(holder);
                }
            }
        }
    }

    /** A directory that holds nothing but unfinished files is empty, to all who can see it. */
    void delete(Place place) throws IOException {
        try {
            place.directory().deleteDirectory(place.name());
        } catch (DirectoryNotEmptyException notEmpty) {
            try (Directory directory = place.directory().child(place.name())) {
                long swept = backend.sweeper().sweep(directory);
                if (!backend.unfinished().clear(directory) && swept == 0) {
                    throw notEmpty;
                }
            }
            place.directory().deleteDirectory(place.name());
        }
    }

    /**
     * Deletes the unfinished files of crashed processes anywhere below a directory, and says how many there were. One directory
     * is open at a time, however deep the tree is.
     */
    long sweep(FsPath path) throws IOException {
        long deleted = 0;
        Deque<FsPath> left = new ArrayDeque<>(List.of(path));
        while (!left.isEmpty()) {
            try {
                deleted += sweepOne(left.pop(), left);
            } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException unreachable) {
                // It was deleted or swapped meanwhile, or is none of ours.
            }
        }
        return deleted;
    }

    private long sweepOne(FsPath path, Deque<FsPath> left) throws IOException {
        long deleted;
        try (Directory directory = backend.places().directory(path)) {
            deleted = backend.sweeper().sweep(directory);
        }
        try (BackendListing entries = backend.list(path, ListOptions.ENTRIES)) {
            for (FileInfo entry = entries.next(); entry != null; entry = entries.next()) {
                if (entry.isDirectory()) {
                    left.push(entry.path());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException unreachable) {
            // What was deleted here counts all the same.
            return deleted;
        }
        return deleted;
    }

    /** Brings the names of a directory to stable storage. */
    void force(Directory directory) throws IOException {
        try (FileChannel names = directory.open(".", LocalReads.READ)) {
            names.force(true);
        }
    }

    static void requireFree(Place place, FsPath path) throws IOException {
        if (place.find() != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }
}
