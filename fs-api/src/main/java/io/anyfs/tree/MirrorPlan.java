package io.anyfs.tree;

import java.util.List;

/**
 * What a mirror would do.
 *
 * @param actions in the order of their execution: directories, files and links, each directory before what it holds; then
 *     deletions of what is extraneous, each directory after what it holds; then the attributes of directories
 * @param files how many files would be copied
 * @param bytes of these files
 * @param unchanged how many files and links are up to date
 * @param spared how many extraneous entries would stay because of failures
 * @param failed how many entries cannot be mirrored
 * @param failures the first of these failures
 */
public record MirrorPlan(
        List<MirrorAction> actions,
        long files,
        long bytes,
        long unchanged,
        long spared,
        long failed,
        List<TreeFailure> failures) {

    /** Keeps copies of the lists. */
    public MirrorPlan {
        actions = List.copyOf(actions);
        failures = List.copyOf(failures);
    }

    /** Whether the target is a mirror of the source already. */
    public boolean isEmpty() {
        return actions.isEmpty() && failed == 0;
    }
}
