package io.anyfs.tree;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Progress;
import io.anyfs.SubtreeException;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a {@link TreeCopy}. The calling thread walks and creates directories, the workers copy files and links. */
final class CopyRun implements TreeVisitor {

    private final FileSystem from;
    private final FsPath source;
    private final FileSystem to;
    private final FsPath target;
    private final CopyLinks links;
    private final Execution execution;
    private final FailureLog failures;
    private final CopyTally tally = new CopyTally();
    private final EntryCopy entries;
    private final SameDirectory same;

    private boolean requiresNewDirectory;
    private @Nullable Workers workers;
    private @Nullable PendingDirectory current;

    /** {@code links} is one of keep, follow and skip. */
    CopyRun(
            FileSystem from,
            FsPath source,
            FileSystem to,
            FsPath target,
            CopyExisting existing,
            CopyLinks links,
            Execution execution) {
        this.from = from;
        this.source = source;
        this.to = to;
        this.target = target;
        this.links = links;
        this.execution = execution;
        this.failures = new FailureLog(execution.onFailure());
        this.entries = new EntryCopy(from, to, existing, execution.progress(), tally);
        this.same = new SameDirectory(from, to);
    }

    /** Does not merge the directory into one that exists. */
    CopyRun requiringNewDirectory() {
        requiresNewDirectory = true;
        return this;
    }

    /** Whether anything has been created; if a new directory is required, that directory at least. */
    boolean created() {
        return tally.files().sum() + tally.directories().sum() + tally.links().sum() > 0;
    }

    CopyResult run() throws IOException {
        FileInfo root = links == CopyLinks.FOLLOW ? from.stat(source) : from.lstat(source);
        if (from == to && source.equals(target)) {
            return tally.result(failures);
        }
        if (!to.capabilities(target).has(Capability.WRITE)) {
            throw new UnsupportedCapabilityException(target.toString(), Capability.WRITE);
        }
        if (!root.isDirectory()) {
            check();
            copyRoot(root);
            return tally.result(failures);
        }
        same.requireNotInside(root, target);
        check();
        try (Workers running = new Workers(execution.parallelism(), "copy")) {
            workers = running;
            walk().onFailure(failures::failed).visit(this);
            running.finish();
        }
        return tally.result(failures);
    }

    /** Nothing is left to go on with if this fails. */
    private void copyRoot(FileInfo root) throws IOException {
        if (root.isSymbolicLink() && links == CopyLinks.SKIP) {
            tally.skipped().increment();
        } else {
            entries.copy(root, target, true);
        }
    }

    private Walk walk() {
        Walk walk = Walk.of(from, source);
        return links == CopyLinks.FOLLOW ? walk.following() : walk;
    }

    private void check() throws IOException {
        TargetNames names = new TargetNames(to.capabilities(target));
        if (execution.progress() != Progress.NONE || names.canRefuse(from.capabilities(source))) {
            CopyCheck check = new CopyCheck(source, target, names);
            // What cannot be read is reported when it is to be copied.
            walk().onFailure(execution.onFailure() == OnFailure.STOP ? OnFailure.STOP : OnFailure.SKIP)
                    .visit(check);
            check.throwRefusal();
            execution.progress().expect(check.files(), check.bytes());
        }
    }

    @Override
    public Next enter(FileInfo entry) throws IOException {
        FsPath copy = entry.path().from(source).under(target);
        if (entry.isDirectory()) {
            return enterDirectory(entry, copy);
        }
        if (entry.isSymbolicLink() && links == CopyLinks.SKIP) {
            tally.skipped().increment();
            return Next.CONTINUE;
        }
        PendingDirectory directory = Objects.requireNonNull(current);
        directory.entered();
        Objects.requireNonNull(workers).run(() -> {
            try {
                entries.copy(entry, copy, !directory.created());
            } catch (IOException failure) {
                failures.failed(entry.path(), failure);
            }
            directory.completed();
        });
        return Next.CONTINUE;
    }

    private Next enterDirectory(FileInfo directory, FsPath copy) throws IOException {
        // Within one filesystem only a link that is followed can lead from the source to the target.
        if (current != null && (from != to || links == CopyLinks.FOLLOW)) {
            same.requireDifferent(directory, target);
        }
        boolean created;
        try {
            created = create(directory, copy);
        } catch (IOException failure) {
            if (current == null) {
                throw failure;
            }
            failures.failed(directory.path(), failure);
            return Next.SKIP_SUBTREE;
        }
        current = new PendingDirectory(current, created, () -> {
            if (created) {
                keepAttributes(directory, copy);
            }
        });
        return Next.CONTINUE;
    }

    @Override
    public void leave(FileInfo directory) throws IOException {
        PendingDirectory left = Objects.requireNonNull(current);
        current = left.parent();
        left.completed();
    }

    /** Returns whether it had to be created. */
    private boolean create(FileInfo directory, FsPath copy) throws IOException {
        try {
            DirectoryCopy.create(directory, to, copy);
        } catch (FileAlreadyExistsException exists) {
            // The caller may name a link to a directory; one that is found below would lead out of the target.
            FileInfo there = current == null ? to.stat(copy) : to.lstat(copy);
            if (!there.isDirectory() || (current == null && requiresNewDirectory)) {
                throw exists;
            }
            return false;
        }
        tally.directories().increment();
        return true;
    }

    private void keepAttributes(FileInfo directory, FsPath copy) throws IOException {
        try {
            DirectoryCopy.set(to, copy, DirectoryCopy.kept(directory, to, copy));
        } catch (IOException failure) {
            failures.failed(directory.path(), failure);
        }
    }

    static SubtreeException intoItself(FsPath source, FsPath target) {
        return new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
    }
}
