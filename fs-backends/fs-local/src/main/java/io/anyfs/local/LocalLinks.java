package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Reads, creates and moves symbolic links. */
final class LocalLinks {

    private final LocalBackend backend;
    private final Root root;

    LocalLinks(LocalBackend backend, Root root) {
        this.backend = backend;
        this.root = root;
    }

    /** Where a link leads, as users write it. */
    String read(Place place, FsPath link) throws IOException {
        BasicFileAttributes there = place.existing(link);
        if (!there.isSymbolicLink()) {
            throw new NotLinkException(link.toString());
        }
        Path target = Walk.readLink(place.directory(), place.name(), there, link);
        return LinkTargets.shown(root, place.directory().real(), target, link);
    }

    /** Creates a link where nothing is. */
    void create(Place place, FsPath link, String target) throws IOException {
        Path stored = LinkTargets.stored(root, place.directory().real(), target, link);
        backend.sweeper().touched(place.directory());
        backend.publisher().decide(place, () -> {
            LocalDirectories.requireFree(place, link);
            make(place, link, stored);
        });
    }

    /** A link that was written with a leading slash says on disk how deep it is, and leads to the same from elsewhere. */
    void move(
            Place from,
            FsPath source,
            BasicFileAttributes link,
            Place to,
            FsPath target,
            @Nullable BasicFileAttributes there)
            throws IOException {
        Path onDisk = Walk.readLink(from.directory(), from.name(), link, source);
        Path moved = LinkTargets.moved(
                root, onDisk, from.directory().real(), to.directory().real(), source);
        if (moved.equals(onDisk)) {
            if (there == null) {
                backend.publisher().moveToFree(from, to, target);
            } else {
                backend.publisher().replace(from, link, to, there, target);
            }
            return;
        }
        if (there == null) {
            make(to, target, moved);
        } else {
            backend.staging()
                    .create(
                            to,
                            target,
                            path -> Files.createSymbolicLink(path, moved),
                            staged -> backend.publisher().move(staged, to, target));
        }
        from.directory().deleteFile(from.name());
    }

    private void make(Place place, FsPath link, Path stored) throws IOException {
        backend.staging()
                .create(
                        place,
                        link,
                        path -> Files.createSymbolicLink(path, stored),
                        staged -> backend.publisher().moveToFree(staged, place, link));
    }
}
