package io.anyfs.tree;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out what a mirror has to do, in the order in which it has to be done. */
final class MirrorPlanner {

    /** Takes the actions as they are found. */
    @FunctionalInterface
    interface Sink {
        void accept(MirrorAction action) throws IOException;
    }

    private final FileSystem from;
    private final FsPath source;
    private final FileSystem to;
    private final FsPath target;
    private final MirrorSettings settings;
    private final PathFilter filter;
    private final CopyLinks links;
    private final FailureLog failures;
    private final MirrorOverlap overlap;
    private final Sink sink;
    private final TargetNames names;
    private final TreeMerge merge;

    private final Deque<MirrorDirectory> directories = new ArrayDeque<>();
    private final List<ExtraneousEntry> extraneous = new ArrayList<>();
    private final List<MirrorAction> attributes = new ArrayList<>();
    private long unchanged;
    private long spared;

    MirrorPlanner(
            FileSystem from,
            FsPath source,
            FileSystem to,
            FsPath target,
            MirrorSettings settings,
            FailureLog failures,
            MirrorOverlap overlap,
            Sink sink) {
        this.from = from;
        this.source = source;
        this.to = to;
        this.target = target;
        this.settings = settings;
        this.filter = settings.filter();
        this.links = settings.links().between(from, source, to, target);
        this.failures = failures;
        this.overlap = overlap;
        this.sink = sink;
        this.names = new TargetNames(to.capabilities(target));
        Links followed = links == CopyLinks.FOLLOW ? Links.FOLLOW : Links.NO_FOLLOW;
        this.merge = new TreeMerge(
                new TreeMerge.Side(from, source, followed),
                new TreeMerge.Side(to, target, Links.NO_FOLLOW),
                names::key,
                failures);
    }

    /** How many files and links are up to date. */
    long unchanged() {
        return unchanged;
    }

    /** How many extraneous entries are left because something failed. */
    long spared() {
        return spared;
    }

    void plan() throws IOException {
        MirrorOverlap.requireApart(from, source, to, target);
        FileInfo left = from.stat(source);
        if (!left.isDirectory()) {
            throw new NotDirectoryException(source.toString());
        }
        FileInfo right = to.find(target);
        if (right != null && !right.isDirectory()) {
            throw new NotDirectoryException(target.toString());
        }
        checkNames();
        enter(new TreeMerge.Pair(FsPath.ROOT, left, right), left);
        for (TreeMerge.Pair pair = merge.next(); pair != null; pair = merge.next()) {
            leave(merge.depth());
            plan(pair);
        }
        leave(0);
        planDeletions();
        for (MirrorAction action : attributes) {
            sink.accept(action);
        }
    }

    private void checkNames() throws IOException {
        if (!names.canRefuse(from.capabilities(source))) {
            return;
        }
        CopyCheck check = new CopyCheck(source, target, names);
        Walk walk = Walk.of(from, FsPath.of(source + "/")).onFailure(OnFailure.SKIP);
        (links == CopyLinks.FOLLOW ? walk.following() : walk).visit(new TreeVisitor() {
            @Override
            public Next enter(FileInfo entry) {
                FsPath path = entry.path().from(source);
                if (filter.excludes(path)) {
                    return entry.isDirectory() ? Next.SKIP_SUBTREE : Next.CONTINUE;
                }
                return entry.isDirectory() || filter.includes(path) ? check.enter(entry) : Next.CONTINUE;
            }

            @Override
            public void leave(FileInfo directory) {
                check.leave(directory);
            }
        });
        check.throwRefusal();
    }

    private void plan(TreeMerge.Pair pair) throws IOException {
        FileInfo left = pair.left();
        if (filter.excludes(pair.path())) {
            stay();
        } else if (left == null) {
            planExtraneous(pair, Objects.requireNonNull(pair.right()));
        } else if (left.isDirectory()) {
            planDirectory(pair, left);
        } else if (filter.includes(pair.path())) {
            try {
                planEntry(pair, left);
            } catch (IOException failure) {
                failures.failed(left.path(), failure);
            }
        }
    }

    // ---------------------------------------------------------------- what the source has

    private void planDirectory(TreeMerge.Pair pair, FileInfo left) throws IOException {
        FileInfo right = pair.right();
        if (!filter.includesBelow(pair.path())) {
            return;
        }
        if (right != null && !right.isDirectory() && !filter.includes(pair.path())) {
            failures.failed(
                    left.path(),
                    new FileAlreadyExistsException(
                            right.path().toString(), left.path().toString(), "in the way, and not included"));
            return;
        }
        overlap.requireNotTarget(left);
        enter(pair, left);
    }

    private void enter(TreeMerge.Pair pair, FileInfo left) throws IOException {
        if (merge.enter(pair)) {
            directories.push(MirrorDirectory.mirrored(pair.path(), left, pair.right()));
            if (filter.includesAll()) {
                createDirectories();
            }
        }
    }

    private void planEntry(TreeMerge.Pair pair, FileInfo left) throws IOException {
        switch (left.type()) {
            case FILE -> planFile(pair, left, pair.right());
            case SYMBOLIC_LINK -> planLink(pair, left, pair.right());
            default ->
                throw new FileSystemException(left.path().toString(), null, "neither file nor directory nor link");
        }
    }

    private void planFile(TreeMerge.Pair pair, FileInfo left, @Nullable FileInfo right) throws IOException {
        if (right == null || !right.isFile()) {
            removeInTheWay(right);
            change(new MirrorAction.CreateFile(pair.path(), left));
        } else if (!isUpToDate(left, right)) {
            change(new MirrorAction.UpdateFile(pair.path(), left, right));
        } else {
            unchanged++;
            AttributeChanges changes = changes(left, right);
            if (!changes.isEmpty()) {
                sink.accept(new MirrorAction.SetAttributes(pair.path(), left, changes));
            }
        }
    }

    private void planLink(TreeMerge.Pair pair, FileInfo left, @Nullable FileInfo right) throws IOException {
        if (links == CopyLinks.SKIP) {
            return;
        }
        if (links == CopyLinks.FOLLOW) {
            throw new NoSuchFileException(left.path().toString(), null, "the link leads nowhere");
        }
        FsPath copy = pair.path().under(target);
        if (!to.capabilities(copy).has(Capability.SYMBOLIC_LINKS)) {
            throw new UnsupportedCapabilityException(copy.toString(), Capability.SYMBOLIC_LINKS);
        }
        String leadsTo = from.readLink(left.path());
        if (right != null && right.isSymbolicLink() && leadsTo.equals(to.readLink(right.path()))) {
            unchanged++;
            return;
        }
        removeInTheWay(right);
        change(new MirrorAction.CreateLink(pair.path(), left, leadsTo));
    }

    private boolean isUpToDate(FileInfo left, FileInfo right) throws IOException {
        if (left.size() != right.size()) {
            return false;
        }
        return switch (settings.by()) {
            case SIZE -> true;
            case CONTENT -> SameContent.in(from, left.path(), to, right.path());
            case SIZE_AND_TIME ->
                to.capabilities(right.path()).has(Capability.SET_LAST_MODIFIED)
                        ? TreeCompare.sameTime(from, left, to, right)
                        : !left.lastModified().isAfter(right.lastModified());
        };
    }

    /** What has to be set of a file that is up to date. */
    private AttributeChanges changes(FileInfo left, FileInfo right) {
        AttributeChanges changes = modeChange(left, right);
        return settings.by() == MirrorBy.CONTENT
                        && to.capabilities(right.path()).has(Capability.SET_LAST_MODIFIED)
                        && !TreeCompare.sameTime(from, left, to, right)
                ? changes.withLastModified(left.lastModified())
                : changes;
    }

    private AttributeChanges modeChange(FileInfo left, FileInfo right) {
        PosixAttributes posix = left.posix();
        return posix != null
                        && !TreeCompare.sameMode(left, right)
                        && to.capabilities(right.path()).has(Capability.SET_MODE)
                ? AttributeChanges.mode(posix.mode() & 0777)
                : AttributeChanges.NONE;
    }

    /** Something changes in the directory that the plan is in. */
    private void change(MirrorAction action) throws IOException {
        createDirectories();
        directories.element().touch();
        sink.accept(action);
    }

    /** Creates the directories that the plan is in, as far as they are missing. */
    private void createDirectories() throws IOException {
        Iterator<MirrorDirectory> fromRoot = directories.descendingIterator();
        MirrorDirectory above = null;
        while (fromRoot.hasNext()) {
            MirrorDirectory directory = fromRoot.next();
            if (directory.isMissing()) {
                FileInfo right = directory.right();
                if (right != null) {
                    sink.accept(new MirrorAction.Delete(directory.path(), right, MirrorAction.Why.IN_THE_WAY));
                }
                if (above != null) {
                    above.touch();
                }
                sink.accept(new MirrorAction.CreateDirectory(directory.path(), directory.source()));
                directory.create();
            }
            above = directory;
        }
    }

    // ---------------------------------------------------------------- what the source has not

    /** What is in the way of a file or a link goes before it comes. */
    private void removeInTheWay(@Nullable FileInfo right) throws IOException {
        if (right == null) {
            return;
        }
        if (right.isDirectory() && !settings.deletes()) {
            throw new FileAlreadyExistsException(
                    right.path().toString(), null, "a directory is in the way, and nothing is to be deleted");
        }
        List<FileInfo> entries = new ArrayList<>();
        try (WalkCursor walk = Walk.of(to, right.path()).childrenFirst().open()) {
            for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                FsPath path = entry.path().from(target);
                if (filter.excludes(path) || !(entry.isDirectory() || filter.includes(path))) {
                    throw new DirectoryNotEmptyException(right.path().toString());
                }
                overlap.requireNotSource(entry);
                entries.add(entry);
            }
        }
        for (FileInfo entry : entries) {
            sink.accept(new MirrorAction.Delete(entry.path().from(target), entry, MirrorAction.Why.IN_THE_WAY));
        }
    }

    private void planExtraneous(TreeMerge.Pair pair, FileInfo right) throws IOException {
        if (!settings.deletes()) {
            return;
        }
        boolean included = filter.includes(pair.path());
        if (!included) {
            stay();
        }
        if (right.isDirectory()) {
            if (!included && !filter.includesBelow(pair.path())) {
                return;
            }
            overlap.requireNotSource(right);
            if (!merge.enter(pair)) {
                stay();
                return;
            }
        } else if (!included) {
            return;
        }
        ExtraneousEntry entry = new ExtraneousEntry(pair.path(), right);
        extraneous.add(entry);
        if (!right.isDirectory()) {
            directories.element().touch();
        } else {
            directories.push(MirrorDirectory.extraneous(pair.path(), right, entry));
            if (!included) {
                entry.stay();
            }
        }
    }

    /** Something in the directory that the plan is in stays; so do the extraneous directories that it is in. */
    private void stay() {
        for (MirrorDirectory directory : directories) {
            ExtraneousEntry entry = directory.extraneous();
            if (entry == null) {
                return;
            }
            entry.stay();
        }
    }

    private void planDeletions() throws IOException {
        boolean failed = failures.count() > 0;
        for (int i = extraneous.size() - 1; i >= 0; i--) {
            ExtraneousEntry entry = extraneous.get(i);
            if (entry.stays()) {
                continue;
            }
            if (failed) {
                spared++;
            } else {
                sink.accept(new MirrorAction.Delete(entry.path(), entry.target(), MirrorAction.Why.EXTRANEOUS));
            }
        }
    }

    /** Leaves directories until so many are left. */
    private void leave(int depth) {
        while (directories.size() > depth) {
            MirrorDirectory directory = directories.remove();
            ExtraneousEntry entry = directory.extraneous();
            if (entry != null && !entry.stays()) {
                directories.element().touch();
            }
            if (entry != null || directory.isMissing()) {
                continue;
            }
            FileInfo left = directory.source();
            FsPath copy = directory.path().under(target);
            AttributeChanges changes = directory.right() == null || directory.isCreated()
                    ? DirectoryCopy.kept(left, to, copy)
                    : modeChange(left, directory.right());
            if (directory.isTouched() && to.capabilities(copy).has(Capability.SET_LAST_MODIFIED)) {
                changes = changes.withLastModified(left.lastModified());
            }
            if (!changes.isEmpty()) {
                attributes.add(new MirrorAction.SetAttributes(directory.path(), left, changes));
            }
        }
    }
}
