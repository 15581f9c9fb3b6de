package io.anyfs.nio;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ranges of files that are locked within this process. */
final class RangeLocks {

    private final Map<FsPath, List<RangeLock>> held = new HashMap<>();

    /** Locks a range; all locks of a process overlap, so there is nothing to wait for. */
    FileLock lock(FsPath place, FileChannel channel, long position, long size, boolean shared) {
        RangeLock lock = new RangeLock(place, channel, position, size, shared);
        synchronized (held) {
            List<RangeLock> ofFile = held.computeIfAbsent(place, file -> new ArrayList<>());
            if (ofFile.stream().anyMatch(other -> other.overlaps(position, size))) {
                throw new OverlappingFileLockException();
            }
            ofFile.add(lock);
        }
        return lock;
    }

    /** Gives up all locks that were taken through a channel. */
    void release(FsPath place, FileChannel channel) {
        synchronized (held) {
            List<RangeLock> ofFile = held.getOrDefault(place, List.of());
            ofFile.stream()
                    .filter(lock -> lock.acquiredBy() == channel)
                    .toList()
                    .forEach(this::forget);
        }
    }

    private void forget(RangeLock lock) {
        synchronized (held) {
            List<RangeLock> ofFile = held.get(lock.place);
            if (ofFile != null && ofFile.remove(lock) && ofFile.isEmpty()) {
                held.remove(lock.place);
            }
            lock.released = true;
        }
    }

    private final class RangeLock extends FileLock {
        private final FsPath place;
        private volatile boolean released;

        RangeLock(FsPath place, FileChannel channel, long position, long size, boolean shared) {
            super(channel, position, size, shared);
            this.place = place;
        }

        @Override
        public boolean isValid() {
            return !released && acquiredBy().isOpen();
        }

        @Override
        public void release() throws IOException {
            if (!acquiredBy().isOpen()) {
                throw new ClosedChannelException();
            }
            forget(this);
        }
    }
}
