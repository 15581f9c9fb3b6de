package io.anyfs.memory;

import io.anyfs.AttributeChanges;
import io.anyfs.PosixAttributes;
import java.time.Instant;

/** What every entry has. Reading a file does not change its access time: reads write nothing. */
record Attributes(Instant lastModified, Instant lastAccess, PosixAttributes posix) {

    Attributes modified(Instant now) {
        return new Attributes(now, lastAccess, posix);
    }

    Attributes with(AttributeChanges changes) {
        if (changes.isEmpty()) {
            return this;
        }
        return new Attributes(
                changes.lastModified() != null ? changes.lastModified() : lastModified,
                changes.lastAccess() != null ? changes.lastAccess() : lastAccess,
                with(posix, changes));
    }

    private static PosixAttributes with(PosixAttributes posix, AttributeChanges changes) {
        Integer mode = changes.mode();
        Integer uid = changes.uid();
        Integer gid = changes.gid();
        if (mode == null && uid == null && gid == null) {
            return posix;
        }
        return new PosixAttributes(
                mode != null ? mode : posix.mode(),
                uid != null ? uid : posix.uid(),
                gid != null ? gid : posix.gid(),
                posix.links(),
                null,
                null);
    }
}
