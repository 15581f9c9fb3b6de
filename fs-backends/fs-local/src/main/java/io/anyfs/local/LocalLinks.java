package io.anyfs.local;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads, creates and moves symbolic links, and creates hard ones. */
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

    /**
     * Gives a file another name. The JDK makes hard links by path, so it is checked that the file has got the name, and not what somebody
     * put in the place of a directory on the way.
     */
    void createHard(Place named, FsPath file, Place place, FsPath link) throws IOException {
        BasicFileAttributes there = LocalReads.requireReadable(named.existing(file), file);
        backend.sweeper().touched(place.directory());
        backend.publisher().decide(place, () -> {
            LocalDirectories.requireFree(place, link);
            backend.staging().create(place, link, path -> linkTo(named, path, link), staged -> {
                requireSame(there, staged.existing(link), file);
                backend.publisher().moveToFree(staged, place, link);
            });
            requireSame(there, place.existing(link), file);
            backend.reader().forget(there);
        });
    }

    private static void linkTo(Place named, Path path, FsPath link) throws IOException {
        try {
            Files.createLink(path, named.host());
        } catch (NoSuchFileException | FileAlreadyExistsException | AccessDeniedException plain) {
            throw plain;
        } catch (UnsupportedOperationException | FileSystemException refused) {
            UnsupportedCapabilityException unsupported =
                    new UnsupportedCapabilityException(link.toString(), Capability.HARD_LINKS);
            unsupported.initCause(refused);
            throw unsupported;
        }
    }

    private static void requireSame(BasicFileAttributes file, BasicFileAttributes linked, FsPath asked)
            throws AccessDeniedException {
        if (!Objects.equals(file.fileKey(), linked.fileKey())) {
            throw new AccessDeniedException(asked.toString(), null, "a directory was swapped in this moment");
        }
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
