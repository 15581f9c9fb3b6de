package io.anyfs.tree;

import java.util.List;

/**
 * What a mirror did.
 *
 * @param created files that were copied and had been missing
 * @param updated files that were copied over others
 * @param directories directories that were created
 * @param links links that were created
 * @param attributes entries of which only attributes were set
 * @param deleted entries that were deleted
 * @param unchanged files and links that were up to date
 * @param bytes of the copied files
 * @param spared extraneous entries that stayed because of failures
 * @param failed entries that could not be mirrored
 * @param failures the first of these failures
 */
public record MirrorResult(
        long created,
        long updated,
        long directories,
        long links,
        long attributes,
        long deleted,
        long unchanged,
        long bytes,
        long spared,
        long failed,
        List<TreeFailure> failures) {

    /** Keeps a copy of the list. */
    public MirrorResult {
        failures = List.copyOf(failures);
    }
}
