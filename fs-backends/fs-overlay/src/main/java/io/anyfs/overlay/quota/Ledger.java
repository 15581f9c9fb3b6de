package io.anyfs.overlay.quota;

import io.anyfs.AnyfsException;
import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import io.anyfs.StorageFullException;

/** What is stored and what is held for changes under way. The two together never grow past the quota. */
final class Ledger {

    private final QuotaOptions quota;

    // Guarded by this object's lock.
    private Amount stored;
    private Amount held = Amount.NONE;

    Ledger(QuotaOptions quota, Amount stored) {
        this.quota = quota;
        this.stored = stored;
    }

    /** Holds so much more; all or nothing. Nothing more needs no room, also where more is stored than is allowed. */
    synchronized void hold(Amount more, FsPath path) throws AnyfsException {
        requireRoom(more, path);
        held = held.plus(more);
    }

    synchronized void requireRoom(Amount more, FsPath path) throws AnyfsException {
        Amount used = stored.plus(held);
        if (more.bytes() > 0 && more.bytes() > quota.maxBytes() - used.bytes()) {
            throw exceeded(
                    path, "the quota of " + quota.maxBytes() + " bytes has no room for " + more.bytes() + " more");
        }
        if (more.entries() > 0 && more.entries() > quota.maxEntries() - used.entries()) {
            throw exceeded(path, "the quota of " + quota.maxEntries() + " files, directories and links is used up");
        }
    }

    private AnyfsException exceeded(FsPath path, String reason) {
        return switch (quota.exceeded()) {
            case QUOTA -> new QuotaExceededException(path.toString(), reason);
            case FULL -> new StorageFullException(path.toString(), reason);
        };
    }

    /** Gives back what was held, and counts by how much the stored has grown or shrunk, in one step. */
    synchronized void settle(Amount noLongerHeld, Amount grown) {
        held = held.minus(noLongerHeld);
        stored = stored.plus(grown);
    }

    /** What is stored was counted anew. */
    synchronized void recounted(Amount counted) {
        stored = counted;
    }

    synchronized QuotaUsage usage() {
        return new QuotaUsage(stored.bytes(), stored.entries(), held.bytes(), held.entries());
    }

    /** How many bytes may still be written. */
    synchronized long room() {
        return Math.max(0, quota.maxBytes() - stored.bytes() - held.bytes());
    }
}
