package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Carries out the actions of one mirror, in their order: copying on the workers, all else on the calling thread. */
final class MirrorRun implements MirrorPlanner.Sink, Closeable {

    private final FileSystem to;
    private final FsPath target;
    private final FailureLog failures;
    private final Workers workers;
    private final CopyTally tally = new CopyTally();
    private final EntryCopy entries;
    private final LongAdder updated = new LongAdder();
    private final LongAdder attributes = new LongAdder();
    /** Directories that could not be created: what is in them fails with them, and not again. */
    private final List<FsPath> lost = new ArrayList<>();

    private boolean copied;
    private boolean sparing;
    private long deleted;
    private long spared;

    MirrorRun(FileSystem from, FileSystem to, FsPath target, Execution execution, FailureLog failures) {
        this.to = to;
        this.target = target;
        this.failures = failures;
        this.workers = new Workers(execution.parallelism(), "mirror");
        this.entries = new EntryCopy(from, to, CopyExisting.FAIL, execution.progress(), tally);
    }

    @Override
    public void accept(MirrorAction action) throws IOException {
        FailureLog.requireNotInterrupted(target);
        if (lost.stream().anyMatch(action.path()::startsWith)) {
            return;
        }
        FsPath at = action.path().under(target);
        if (action instanceof MirrorAction.CreateDirectory create) {
            createDirectory(create, at);
        } else if (action instanceof MirrorAction.CreateFile create) {
            run(create.source(), () -> entries.copyFile(create.source(), at, IfExists.FAIL));
        } else if (action instanceof MirrorAction.UpdateFile update) {
            run(update.source(), () -> {
                entries.copyFile(update.source(), at, IfExists.REPLACE);
                updated.increment();
            });
        } else if (action instanceof MirrorAction.CreateLink create) {
            run(create.source(), () -> {
                to.createSymbolicLink(at, create.leadsTo());
                tally.links().increment();
            });
        } else if (action instanceof MirrorAction.SetAttributes set) {
            setAttributes(set, at);
        } else if (action instanceof MirrorAction.Delete delete) {
            delete(delete, at);
        }
    }

    private void createDirectory(MirrorAction.CreateDirectory create, FsPath at) throws IOException {
        try {
            DirectoryCopy.create(create.source(), to, at);
            tally.directories().increment();
        } catch (FileAlreadyExistsException exists) {
            if (!to.lstat(at).isDirectory()) {
                lost(create, exists);
            }
        } catch (IOException failure) {
            lost(create, failure);
        }
    }

    private void lost(MirrorAction.CreateDirectory create, IOException failure) throws IOException {
        if (create.path().isRoot()) {
            throw failure;
        }
        failures.failed(create.source().path(), failure);
        lost.add(create.path());
    }

    private void setAttributes(MirrorAction.SetAttributes set, FsPath at) throws IOException {
        if (set.source().isDirectory()) {
            // Whatever still changes in a directory would change its time again.
            waitForCopies();
        }
        run(set.source(), () -> {
            DirectoryCopy.set(to, at, set.changes());
            attributes.increment();
        });
    }

    private void delete(MirrorAction.Delete delete, FsPath at) throws IOException {
        if (delete.why() == MirrorAction.Why.EXTRANEOUS) {
            waitForCopies();
            if (sparing) {
                spared++;
                return;
            }
        }
        try {
            to.delete(at);
            deleted++;
        } catch (NoSuchFileException deletedByOthers) {
            // There is nothing left to do.
        } catch (IOException failure) {
            failures.failed(at, failure);
        }
    }

    /** After that nothing is copied. Nothing extraneous is deleted if anything has failed until then. */
    private void waitForCopies() throws IOException {
        if (!copied) {
            workers.finish();
            copied = true;
            sparing = failures.count() > 0;
        }
    }

    private void run(FileInfo entry, Workers.Task task) throws IOException {
        Workers.Task guarded = () -> {
            try {
                FailureLog.requireNotInterrupted(entry.path());
                task.run();
            } catch (IOException failure) {
                failures.failed(entry.path(), failure);
            }
        };
        if (copied) {
            guarded.run();
        } else {
            workers.run(guarded);
        }
    }

    /** Waits for all, and adds what was found out while planning. */
    MirrorResult finish(long unchanged, long sparedBefore, long failedBefore, List<TreeFailure> failuresBefore)
            throws IOException {
        waitForCopies();
        List<TreeFailure> all = new ArrayList<>(failuresBefore);
        all.addAll(failures.first());
        return new MirrorResult(
                tally.files().sum() - updated.sum(),
                updated.sum(),
                tally.directories().sum(),
                tally.links().sum(),
                attributes.sum(),
                deleted,
                unchanged,
                tally.bytes().sum(),
                sparedBefore + spared,
                failedBefore + failures.count(),
                all);
    }

    @Override
    public void close() {
        workers.close();
    }
}
