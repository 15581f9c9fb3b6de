package io.anyfs.lifecycle;

import java.time.Instant;
import java.util.Map;

/**
 * What a dump says of itself and its process.
 *
 * @param pid the process
 * @param run tells the process from every other one that had, or will have, the same number
 * @param writtenAt when the dump was begun
 * @param jvm the virtual machine and its version
 * @param level how closely resources were watched: the level's name in lower case
 * @param leaks how many resources had become garbage while they were open, since the process began
 * @param open how many resources of each kind the dump holds
 */
public record DumpHeader(
        long pid, String run, Instant writtenAt, String jvm, String level, long leaks, Map<ResourceKind, Long> open) {

    /** Keeps its own copy of the numbers. */
    public DumpHeader {
        open = Map.copyOf(open);
    }

    /** How many resources the dump holds. */
    public long total() {
        return open.values().stream().mapToLong(Long::longValue).sum();
    }
}
