package io.anyfs.tree;

import java.util.List;

/**
 * What a copy of a tree did.
 *
 * @param files files that were copied
 * @param directories directories that were created
 * @param links links that were created
 * @param bytes of the copied files
 * @param skipped files and links that were left out, because they existed or were links
 * @param failed entries that could not be copied; a directory counts once, with all that it holds
 * @param failures the first of these failures
 */
public record CopyResult(
        long files, long directories, long links, long bytes, long skipped, long failed, List<TreeFailure> failures) {

    /** Keeps a copy of the list. */
    public CopyResult {
        failures = List.copyOf(failures);
    }
}
