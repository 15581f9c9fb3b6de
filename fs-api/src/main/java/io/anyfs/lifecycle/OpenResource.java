package io.anyfs.lifecycle;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One open resource, as it was at the moment of asking.
 *
 * @param id unique in the process
 * @param parentId the owner's id; 0 for a resource that nobody owns
 * @param kind what sort of thing it is
 * @param label what it is: a path, an address, a filesystem's name
 * @param owner on whose behalf it is open: the nearest session or borrow above, else the filesystem
 * @param openedAt when it was opened
 * @param age how long it had been open
 * @param closing whether it was just being closed: a slow abort, or one that hangs, and nothing that was forgotten
 * @param openedBy where it was opened; {@code null} if that was not recorded
 */
public record OpenResource(
        long id,
        long parentId,
        ResourceKind kind,
        String label,
        String owner,
        Instant openedAt,
        Duration age,
        boolean closing,
        @Nullable OpeningPlace openedBy) {

    /** One line: kind, label, owner and age in seconds. */
    @Override
    public String toString() {
        return kind + " " + label + " (owner " + owner + ", open for " + age.toSeconds()
                + (closing ? " s, being closed)" : " s)");
    }
}
