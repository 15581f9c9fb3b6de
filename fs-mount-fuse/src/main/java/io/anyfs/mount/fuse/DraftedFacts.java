package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is true of a file that is open and not yet published. Used by one thread at a time; looked at by many. */
final class DraftedFacts {

    private volatile @Nullable FileInfo before;
    private volatile AttributeChanges pending = AttributeChanges.NONE;
    private volatile @Nullable Instant modified;

    /** The storage says so. */
    void become(FileInfo known) {
        before = known;
    }

    /** Whether anything was ever known. */
    boolean areKnown() {
        return before != null;
    }

    /** Attributes were set. */
    void change(AttributeChanges changes) {
        pending = pending.and(changes);
    }

    /** Bytes were changed now, in a storage that keeps times in these steps. */
    void touch(Duration step) {
        ChronoUnit unit = ChronoUnit.NANOS;
        for (ChronoUnit coarser : List.of(ChronoUnit.MICROS, ChronoUnit.MILLIS, ChronoUnit.SECONDS)) {
            if (step.compareTo(coarser.getDuration()) >= 0) {
                unit = coarser;
            }
        }
        modified = Instant.now().truncatedTo(unit);
        AttributeChanges rest = pending;
        pending = new AttributeChanges(null, rest.lastAccess(), rest.mode(), rest.uid(), rest.gid());
    }

    /** What to publish with the bytes: what programs were told while the file was open stays true. */
    AttributeChanges toPublish(Capabilities can) {
        AttributeChanges attributes = AttributeChanges.NONE;
        FileInfo known = before;
        PosixAttributes posix = known == null ? null : known.posix();
        if (posix != null && can.has(Capability.SET_MODE)) {
            attributes = attributes.withMode(posix.mode());
        }
        Instant time = modified;
        if (time != null && can.has(Capability.SET_LAST_MODIFIED)) {
            attributes = attributes.withLastModified(time);
        }
        return attributes.and(pending);
    }

    /** All is published, and these are the facts. */
    void published(FileInfo now) {
        before = now;
        pending = AttributeChanges.NONE;
    }

    /**
     * The facts as they are now.
     *
     * @param opened those of the version that is read; {@code null} if none is
     * @param linked whether the file has a name
     */
    FileInfo info(FsPath path, long size, @Nullable FileInfo opened, boolean linked) {
        FileInfo known = before;
        FileInfo base = known != null ? known : opened;
        AttributeChanges set = pending;
        Instant lastModified = set.lastModified();
        if (lastModified == null) {
            lastModified = modified;
        }
        if (lastModified == null) {
            lastModified = base == null ? Instant.EPOCH : base.lastModified();
        }
        Instant lastAccess = set.lastAccess();
        return new FileInfo(
                path,
                FileType.FILE,
                size,
                lastModified,
                base == null ? null : base.created(),
                lastAccess != null ? lastAccess : base == null ? null : base.lastAccess(),
                null,
                null,
                posix(base == null ? null : base.posix(), set, linked));
    }

    private static @Nullable PosixAttributes posix(
            @Nullable PosixAttributes known, AttributeChanges set, boolean linked) {
        Integer mode = set.mode();
        if (known == null) {
            return mode == null ? null : new PosixAttributes(mode, 0, 0, linked ? 1 : 0, null, null);
        }
        Integer uid = set.uid();
        Integer gid = set.gid();
        return new PosixAttributes(
                mode != null ? mode : known.mode(),
                uid != null ? uid : known.uid(),
                gid != null ? gid : known.gid(),
                linked ? known.links() : 0,
                null,
                null);
    }
}
