package io.anyfs.tree;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a directory at the target like one at the source, copying only what differs.
 *
 * <pre>{@code
 * Mirror mirror = Mirror.of(disk, FsPath.of("/photos"), bucket, FsPath.of("/photos"))
 *         .deleting()
 *         .excluding(Glob.of("thumbnails"));
 * MirrorPlan plan = mirror.plan();     // a dry run: changes nothing
 * MirrorResult result = mirror.apply(plan);
 * }</pre>
 *
 * <p>A second run right after does nothing. Files are copied as by {@link TreeCopy}, with their times and permissions, and a
 * file is replaced without a moment where it is missing. The time of a directory is set where something in it changed.
 *
 * <p><b>What it deletes.</b> A file or a link that stands where the source has something of another type is replaced. Only with
 * {@link #deleting}: entries that the source has not; and a directory where the source has a file or a link. Extraneous
 * entries are deleted last, one by one as planned, and none at all if anything failed before, above all the listing of a
 * source directory. What is excluded, or with {@link #including} not included, is never touched.
 *
 * <p>What it refuses, as {@link TreeCopy} does, before anything changes: names that would be the same at the target or cannot be
 * there; and trees of which one is in the other. A directory that cannot be read is a failure, and nothing of it changes at the
 * target.
 *
 * <p>Memory is needed for the entries of the directories on the way from the root to the place of work, for the deletions,
 * and where there is a plan for its actions. Immutable and safe for use by many threads.
 */
public final class Mirror {

    private final FileSystem from;
    private final FsPath source;
    private final FileSystem to;
    private final FsPath target;
    private final MirrorSettings settings;
    private final Execution execution;

    private Mirror(
            FileSystem from,
            FsPath source,
            FileSystem to,
            FsPath target,
            MirrorSettings settings,
            Execution execution) {
        this.from = from;
        this.source = source;
        this.to = to;
        this.target = target;
        this.settings = settings;
        this.execution = execution;
    }

    /**
     * A mirror by size and time that deletes nothing, keeps links or else follows them, stops at the first failure and works on
     * the calling thread alone.
     *
     * @param target what the mirror is to be, not a directory to put it into; its parent has to exist
     */
    public static Mirror of(FileSystem from, FsPath source, FileSystem to, FsPath target) {
        return new Mirror(from, source, to, target, MirrorSettings.DEFAULT, Execution.DEFAULT);
    }

    /** How to tell that a file is up to date. */
    public Mirror comparing(MirrorBy by) {
        return with(settings.comparing(by));
    }

    /** Deletes what the source has not. */
    public Mirror deleting() {
        return with(settings.deletingExtraneous());
    }

    /**
     * Mirrors only files and links that match this or another such pattern, by their path below the root, and directories
     * as they are needed for these.
     */
    public Mirror including(Glob files) {
        return with(settings.filtering(settings.filter().including(files)));
    }

    /** Leaves alone, on both sides, what matches by its path below the root, a directory with all that it holds. */
    public Mirror excluding(Glob entries) {
        return with(settings.filtering(settings.filter().excluding(entries)));
    }

    /** What to make of links. */
    public Mirror links(CopyLinks policy) {
        return with(settings.links(policy));
    }

    /** What to do about an entry that cannot be mirrored. */
    public Mirror onFailure(OnFailure policy) {
        return with(execution.onFailure(policy));
    }

    /** Copies so many files at a time, 1 or more. */
    public Mirror parallelism(int threads) {
        return with(execution.parallelism(threads));
    }

    /** Tells how it gets on. {@link #run} then makes a plan first, so that {@link Progress#expect} is told all at once. */
    public Mirror progress(Progress listener) {
        return with(execution.progress(listener));
    }

    private Mirror with(MirrorSettings other) {
        return new Mirror(from, source, to, target, other, execution);
    }

    private Mirror with(Execution other) {
        return new Mirror(from, source, to, target, settings, other);
    }

    /**
     * Tells what {@link #run} would do, and changes nothing.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is at the source
     * @throws java.nio.file.NotDirectoryException if the source or the target is not a directory
     */
    public MirrorPlan plan() throws IOException {
        FailureLog failures = new FailureLog(execution.onFailure());
        List<MirrorAction> actions = new ArrayList<>();
        MirrorPlanner planner = planner(failures, MirrorOverlap.UNCHECKED, actions::add);
        planner.plan();
        long files = 0;
        long bytes = 0;
        for (MirrorAction action : actions) {
            if (action instanceof MirrorAction.CreateFile create) {
                files++;
                bytes += create.source().size();
            } else if (action instanceof MirrorAction.UpdateFile update) {
                files++;
                bytes += update.source().size();
            }
        }
        return new MirrorPlan(
                actions, files, bytes, planner.unchanged(), planner.spared(), failures.count(), failures.first());
    }

    /**
     * Does what was planned. What changed on either side since is not noticed, except where it makes an action fail.
     *
     * @param plan made by this mirror, or one of the same trees
     */
    public MirrorResult apply(MirrorPlan plan) throws IOException {
        MirrorOverlap overlap = MirrorOverlap.of(from, source, to, target);
        for (MirrorAction action : plan.actions()) {
            if (action instanceof MirrorAction.Delete delete) {
                overlap.requireNotSource(delete.target());
            }
        }
        execution.progress().expect(plan.files(), plan.bytes());
        FailureLog failures = new FailureLog(execution.onFailure());
        try (MirrorRun run = new MirrorRun(from, to, target, execution, failures)) {
            for (MirrorAction action : plan.actions()) {
                run.accept(action);
            }
            return run.finish(plan.unchanged(), plan.spared(), plan.failed(), plan.failures());
        }
    }

    /**
     * Mirrors.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is at the source, or the target's parent is missing
     * @throws java.nio.file.NotDirectoryException if the source or the target is not a directory
     * @throws io.anyfs.SubtreeException if one of the trees is in the other
     * @throws IOException of the kind {@link io.anyfs.ErrorKind#INTERRUPTED} if the calling thread was interrupted; it stays so
     */
    public MirrorResult run() throws IOException {
        if (execution.progress() != Progress.NONE) {
            return apply(plan());
        }
        FailureLog failures = new FailureLog(execution.onFailure());
        MirrorOverlap overlap = MirrorOverlap.of(from, source, to, target);
        try (MirrorRun run = new MirrorRun(from, to, target, execution, failures)) {
            MirrorPlanner planner = planner(failures, overlap, run);
            planner.plan();
            return run.finish(planner.unchanged(), planner.spared(), 0, List.of());
        }
    }

    private MirrorPlanner planner(FailureLog failures, MirrorOverlap overlap, MirrorPlanner.Sink sink) {
        return new MirrorPlanner(from, source, to, target, settings, failures, overlap, sink);
    }
}
