package io.anyfs.local;

import io.anyfs.AttributeChanges;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets the facts of files, through the directory that holds them. */
final class AttributeWriter {

    private final Root root;
    private final ChronoUnit precision;

    AttributeWriter(Root root, ChronoUnit precision) {
        this.root = root;
        this.precision = precision;
    }

    /** Sets owner and mode first: a change of owner clears the set-id bits, and times come last because all changes move them. */
    void apply(Place place, AttributeChanges changes) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        if (changes.uid() != null || changes.gid() != null) {
            setOwner(place, changes.uid(), changes.gid());
        }
        if (changes.mode() != null) {
            setMode(place, changes.mode());
        }
        if (changes.lastModified() != null || changes.lastAccess() != null) {
            view(place, BasicFileAttributeView.class)
                    .setTimes(time(changes.lastModified()), time(changes.lastAccess()), null);
        }
    }

    private void setOwner(Place place, @Nullable Integer uid, @Nullable Integer gid) throws IOException {
        PosixFileAttributeView view = view(place, PosixFileAttributeView.class);
        FileSystem system = root.real().getFileSystem();
        if (uid != null) {
            view.setOwner(Principals.user(system, uid));
        }
        if (gid != null) {
            view.setGroup(Principals.group(system, gid));
        }
    }

    private void setMode(Place place, int mode) throws IOException {
        view(place, PosixFileAttributeView.class).setPermissions(Facts.permissions(mode));
        if ((mode & 07000) != 0) {
            // What is relative to a directory knows nine bits only.
            Object seen = place.directory().attributes(place.name()).fileKey();
            Object there = Files.getAttribute(place.host(), "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
            if (Objects.equals(seen, there)) {
                Files.setAttribute(place.host(), "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private @Nullable FileTime time(@Nullable Instant time) {
        return time == null ? null : FileTime.from(time.truncatedTo(precision));
    }

    private static <V extends java.nio.file.attribute.FileAttributeView> V view(Place place, Class<V> type)
            throws IOException {
        V view = place.directory().view(place.name(), type);
        if (view == null) {
            throw new UnsupportedOperationException("no " + type.getSimpleName() + " here");
        }
        return view;
    }
}
