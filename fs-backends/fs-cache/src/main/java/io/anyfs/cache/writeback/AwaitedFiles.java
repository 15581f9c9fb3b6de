package io.anyfs.cache.writeback;

import io.anyfs.FsPath;
import io.anyfs.cache.writeback.PendingFile.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Files that somebody waits for, and how often each had failed before. Guarded by the lock of {@link PendingFiles}. */
final class AwaitedFiles {

    /** How often a file may fail while somebody waits for it, before that one gives up. */
    private static final int PATIENCE = 5;

    private final PendingTree chains;
    private final Map<PendingFile, Integer> failuresBefore = new LinkedHashMap<>();

    /** Those at a path, below it and above it. */
    AwaitedFiles(PendingTree chains, FsPath path) {
        this.chains = chains;
        for (Chain chain : chains.concernedBy(path)) {
            failuresBefore.put(chain.head, chain.head.failures);
            if (chain.next != null) {
                failuresBefore.put(chain.next, chain.head.failures);
            }
        }
    }

    Set<PendingFile> files() {
        return failuresBefore.keySet();
    }

    /** Leaves those that are in this very directory. */
    AwaitedFiles in(FsPath directory) {
        failuresBefore
                .keySet()
                .removeIf(file -> !directory.equals(file.record.path().parent()));
        return this;
    }

    /** Whether there is something to wait for: it is not stored, and has failed neither for good nor often since. */
    boolean isOnItsWay(PendingFile file) {
        Chain chain = chains.get(file.record.path());
        PendingFile decisive = chain == null || file.state == State.GONE ? file : chain.head;
        return file.state != State.GONE
                && decisive.state != State.FAILED
                && decisive.failures < failuresBefore.getOrDefault(file, 0) + PATIENCE;
    }
}
