package io.anyfs.tree;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A walk that reads one directory after the other, depth first. */
final class LevelWalk implements WalkCursor {

    private final Walk walk;
    private final boolean showsEntering;
    private final boolean showsLeaving;
    private final FailureLog failures;
    private final Deque<WalkLevel> levels = new ArrayDeque<>();
    /** Where the directories that the walk is in really are; empty unless links are followed. */
    private final Set<FsPath> realPaths = new HashSet<>();

    private @Nullable FileInfo root;
    /** The directory that was entered last, to be read when the walk goes on. */
    private @Nullable FileInfo toRead;

    private boolean leaving;

    private LevelWalk(Walk walk, boolean showsEntering, boolean showsLeaving, FileInfo root) {
        this.walk = walk;
        this.showsEntering = showsEntering;
        this.showsLeaving = showsLeaving;
        this.failures = new FailureLog(walk.onFailure());
        this.root = root;
    }

    static LevelWalk begin(Walk walk, boolean showsEntering, boolean showsLeaving) throws IOException {
        FileInfo root = walk.links() == Links.FOLLOW
                ? walk.fs().stat(walk.root())
                : walk.fs().lstat(walk.root());
        return new LevelWalk(walk, showsEntering, showsLeaving, root);
    }

    /** Whether the entry that {@link #next} just returned is a directory after what it holds. */
    boolean leaving() {
        return leaving;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        while (true) {
            FailureLog.requireNotInterrupted(walk.root());
            FileInfo entry = step();
            if (entry == null) {
                return null;
            }
            // What a directory's leaving shows, its entering does not, and the other way round. Files have no leaving.
            boolean shown = leaving ? showsLeaving : showsEntering || !entry.isDirectory();
            if (shown && levels.size() >= walk.minDepth()) {
                return entry;
            }
        }
    }

    /** The next entering or leaving. Afterwards the number of levels is the depth of the entry. */
    private @Nullable FileInfo step() throws IOException {
        leaving = false;
        FileInfo first = root;
        if (first != null) {
            root = null;
            return entered(first);
        }
        readEntered();
        while (!levels.isEmpty()) {
            WalkLevel level = levels.element();
            FileInfo entry = nextOf(level);
            if (entry == null) {
                leaving = true;
                levels.remove();
                if (level.realPath() != null) {
                    realPaths.remove(level.realPath());
                }
                return level.directory();
            }
            if (!entry.isDirectory() || !level.putOff(entry)) {
                return entered(entry);
            }
        }
        return null;
    }

    private FileInfo entered(FileInfo entry) {
        toRead = entry.isDirectory() ? entry : null;
        return entry;
    }

    /** Goes down into the directory that was entered last. */
    private void readEntered() throws IOException {
        FileInfo directory = toRead;
        if (directory == null) {
            return;
        }
        toRead = null;
        levels.push(walk.enters(directory, levels.size()) ? read(directory) : WalkLevel.unread(directory));
    }

    private WalkLevel read(FileInfo directory) throws IOException {
        FsPath realPath = null;
        try {
            if (walk.links() == Links.FOLLOW) {
                realPath = realPathOf(directory.path());
                if (!realPaths.add(realPath)) {
                    realPath = null;
                    throw new FileSystemLoopException(directory.path().toString());
                }
            }
            DirectoryListing listing = walk.fs().list(directory.path());
            boolean staysOpen = levels.size() < Walk.OPEN_LISTINGS;
            WalkLevel level = new WalkLevel(directory, realPath, listing, staysOpen);
            if (walk.isSorted()) {
                readSorted(level);
            }
            return level;
        } catch (IOException failure) {
            if (realPath != null) {
                realPaths.remove(realPath);
            }
            failures.failed(directory.path(), failure);
            return WalkLevel.unread(directory);
        }
    }

    private FsPath realPathOf(FsPath directory) throws IOException {
        WalkLevel above = levels.peek();
        FsPath realAbove = above == null ? null : above.realPath();
        return realAbove == null || walk.fs().lstat(directory).isSymbolicLink()
                ? RealPath.of(walk.fs(), directory)
                : realAbove.child(directory.name());
    }

    private void readSorted(WalkLevel level) throws IOException {
        try {
            level.readSorted();
        } catch (IOException failure) {
            failed(level, failure);
        }
    }

    /** The next entry of a directory, a link resolved if links are followed; {@code null} at the end. */
    private @Nullable FileInfo nextOf(WalkLevel level) throws IOException {
        while (true) {
            FileInfo entry;
            try {
                entry = level.next();
            } catch (IOException failure) {
                failed(level, failure);
                continue;
            }
            if (entry == null || !entry.isSymbolicLink() || walk.links() == Links.NO_FOLLOW) {
                return entry;
            }
            try {
                return walk.fs().stat(entry.path());
            } catch (NoSuchFileException | NotDirectoryException leadsNowhere) {
                return entry;
            } catch (IOException failure) {
                failures.failed(entry.path(), failure);
            }
        }
    }

    /** A listing that failed has no more entries. */
    private void failed(WalkLevel level, IOException failure) throws IOException {
        level.close();
        failures.failed(level.directory().path(), failure);
    }

    @Override
    public void skipSubtree() {
        if (!leaving) {
            toRead = null;
        }
    }

    @Override
    public void close() throws IOException {
        root = null;
        toRead = null;
        IOException failures = null;
        while (!levels.isEmpty()) {
            try {
                levels.remove().close();
            } catch (IOException failure) {
                if (failures == null) {
                    failures = failure;
                } else {
                    failures.addSuppressed(failure);
                }
            }
        }
        if (failures != null) {
            throw failures;
        }
    }
}
