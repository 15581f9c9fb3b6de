package io.anyfs.local;

import io.anyfs.AttributeChanges;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Writes straight into files, for which others see every byte at once. */
final class InPlaceWrites {

    private final LocalBackend backend;
    private final LocalOptions options;

    InPlaceWrites(LocalBackend backend, LocalOptions options) {
        this.backend = backend;
        this.options = options;
    }

    /** Opens a file, of whose place it takes over the use if that succeeds. */
    BackendWriteHandle open(FsPath path, Place place, @Nullable BasicFileAttributes there, WriteOptions how)
            throws IOException {
        String wanted = how.ifVersion();
        if (wanted != null) {
            String found = there == null
                    ? null
                    : backend.reader().info(path, place, there).version();
            if (!wanted.equals(found)) {
                throw new FileChangedException(
                        path.toString(), "expected version " + wanted + ", found " + (found == null ? "none" : found));
            }
        }
        FileChannel channel = open(place, there, how);
        boolean opened = false;
        try {
            BasicFileAttributes now = place.existing(path);
            long size = channel.size();
            opened = true;
            return new InPlaceWriteHandle(
                    this, path, place, channel, how, now.fileKey(), how.mode() == WriteMode.APPEND ? size : 0, size);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static FileChannel open(Place place, @Nullable BasicFileAttributes there, WriteOptions how)
            throws IOException {
        EnumSet<StandardOpenOption> open = EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        switch (how.mode()) {
            case CREATE_NEW -> open.add(StandardOpenOption.CREATE_NEW);
            case REPLACE -> open.add(StandardOpenOption.TRUNCATE_EXISTING);
            case APPEND, UPDATE -> {}
        }
        if (!how.mustExist() && how.mode() != WriteMode.CREATE_NEW) {
            open.add(StandardOpenOption.CREATE);
        }
        try {
            return place.directory().open(place.name(), open, LocalWrites.permissions(null, how));
        } catch (AccessDeniedException unreadable) {
            if (there == null) {
                throw unreadable;
            }
            // A file that may be written and not be read cannot be read back, but written.
            open.remove(StandardOpenOption.READ);
            return place.directory().open(place.name(), open);
        }
    }

    /** Does what is left to do of a write whose bytes are all there. */
    FileInfo finish(FsPath path, Place place, FileChannel channel, AttributeChanges changes, WriteOptions how)
            throws IOException {
        backend.writer().apply(place, changes, path);
        backend.reader().forget(place.existing(path));
        if (options.fsync() != Fsync.ON_REQUEST || how.durable()) {
            channel.force(true);
        }
        if (options.fsync() == Fsync.ALWAYS || how.durable()) {
            backend.directories().force(place.directory());
        }
        return backend.reader().info(path, place);
    }
}
