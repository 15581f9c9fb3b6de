package io.anyfs.local;

import io.anyfs.WriteOptions.Publication;
import java.time.Duration;

/**
 * How to treat a directory of this machine. Start from {@link #DEFAULT}.
 *
 * @param links what to do about symbolic links
 * @param fsync which commits wait for stable storage
 * @param publication how writes are published that do not ask for {@link io.anyfs.WriteOptions#inPlace() in-place};
 *     {@link Publication#IN_PLACE} makes every write go straight into its file
 * @param temporaryPrefix what the names of unfinished files begin with, a dot and at least three more characters. Such names
 *     are never listed, and no path may contain them
 * @param sweepAge how old an unfinished file must be before it is taken for the leftover of a crash and deleted; zero or
 *     more. A file that belongs to a living process is never deleted
 */
public record LocalOptions(
        LinkPolicy links, Fsync fsync, Publication publication, String temporaryPrefix, Duration sweepAge) {

    /** Links within the root, no fsync unless asked for, publication at commit, leftovers swept after an hour. */
    public static final LocalOptions DEFAULT = new LocalOptions(
            LinkPolicy.WITHIN, Fsync.ON_REQUEST, Publication.AT_COMMIT, ".anyfs-", Duration.ofHours(1));

    /** Checks the ranges. */
    public LocalOptions {
        if (!temporaryPrefix.matches("\\.[A-Za-z0-9_-]{3,32}")) {
            throw new IllegalArgumentException("temporaryPrefix must be a dot and 3 to 32 of A-Z a-z 0-9 _ -, such as '"
                    + ".anyfs-': " + temporaryPrefix);
        }
        if (sweepAge.isNegative()) {
            throw new IllegalArgumentException("sweepAge must not be negative: " + sweepAge);
        }
    }

    /** These options with another policy for links. */
    public LocalOptions withLinks(LinkPolicy policy) {
        return new LocalOptions(policy, fsync, publication, temporaryPrefix, sweepAge);
    }

    /** These options with another choice of commits that wait for stable storage. */
    public LocalOptions withFsync(Fsync which) {
        return new LocalOptions(links, which, publication, temporaryPrefix, sweepAge);
    }

    /** These options with another default publication. */
    public LocalOptions withPublication(Publication how) {
        return new LocalOptions(links, fsync, how, temporaryPrefix, sweepAge);
    }

    /** These options with another prefix of unfinished files. */
    public LocalOptions withTemporaryPrefix(String prefix) {
        return new LocalOptions(links, fsync, publication, prefix, sweepAge);
    }

    /** These options with another age of leftovers. */
    public LocalOptions withSweepAge(Duration age) {
        return new LocalOptions(links, fsync, publication, temporaryPrefix, age);
    }
}
