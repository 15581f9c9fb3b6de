package io.anyfs.overlay.audit;

import java.time.Clock;
import java.time.InstantSource;

/**
 * How to keep records. Start from {@link #DEFAULT}.
 *
 * @param onFailure what becomes of an operation whose record cannot be kept
 * @param reads whether finished reads are recorded as well as changes
 * @param hash whether files that are written from their start to their end are recorded with the SHA-256 of their bytes
 * @param clock tells the times of records
 */
public record AuditOptions(OnFailure onFailure, boolean reads, boolean hash, InstantSource clock) {

    /** What becomes of an operation whose record cannot be kept. */
    public enum OnFailure {
        /** It fails, which says that the operation itself was done. */
        REFUSE,
        /** It goes on, and the lost record is counted. */
        CONTINUE
    }

    /** Refuse, record reads, no hashes, by the system's clock. */
    public static final AuditOptions DEFAULT = new AuditOptions(OnFailure.REFUSE, true, false, Clock.systemUTC());

    /** These options with another consequence of lost records. */
    public AuditOptions withOnFailure(OnFailure consequence) {
        return new AuditOptions(consequence, reads, hash, clock);
    }

    /** These options with or without reads. */
    public AuditOptions withReads(boolean recorded) {
        return new AuditOptions(onFailure, recorded, hash, clock);
    }

    /** These options with or without hashes. */
    public AuditOptions withHash(boolean hashed) {
        return new AuditOptions(onFailure, reads, hashed, clock);
    }

    /** These options with another clock. */
    public AuditOptions withClock(InstantSource newClock) {
        return new AuditOptions(onFailure, reads, hash, newClock);
    }
}
