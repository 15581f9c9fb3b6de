package io.anyfs.memory;

import io.anyfs.FsPath;
import java.io.IOException;

/**
 * What one open write holds of the quota: the bytes that it adds to what it started from, and the entry that it will be.
 * Ends once, as a file or given back. For one thread at a time.
 */
final class Reservation implements ContentEditor.Room {

    private final Quota quota;
    private final FsPath path;
    private final long start;
    private long bytes;
    private boolean entry;
    private boolean ended;

    /**
     * @param start how many bytes the content stored that the write started from; they are accounted for by its file
     */
    Reservation(Quota quota, FsPath path, long start) {
        this.quota = quota;
        this.path = path;
        this.start = start;
    }

    void holdEntry() throws IOException {
        if (!entry) {
            quota.takeEntry(path);
            entry = true;
        }
    }

    @Override
    public void cover(long stored) throws IOException {
        hold(Math.max(0, stored - start));
    }

    /** What is held becomes a new file that stores so much. */
    void becomeFile(long stored) throws IOException {
        holdEntry();
        hold(stored);
        ended = true;
    }

    /** What is held becomes the content of a file, in place of one that stored so much. */
    void becomeContent(long replaced, long stored) throws IOException {
        if (stored > replaced) {
            hold(stored - replaced);
        } else {
            quota.giveBytes(replaced - stored + bytes);
            bytes = 0;
        }
        if (entry) {
            quota.giveEntry();
            entry = false;
        }
        ended = true;
    }

    /** Gives back what is held, unless it became part of a file. */
    void end() {
        if (!ended) {
            ended = true;
            quota.giveBytes(bytes);
            if (entry) {
                quota.giveEntry();
            }
        }
    }

    private void hold(long wanted) throws IOException {
        if (wanted > bytes) {
            quota.takeBytes(wanted - bytes, path);
        } else {
            quota.giveBytes(bytes - wanted);
        }
        bytes = wanted;
    }
}
