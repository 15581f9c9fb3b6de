package io.anyfs.overlay.union;

import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** Creates directories and links, in the layer that takes them. */
final class Creation {

    private final View view;
    private final Placement placement;
    private final Changing changing;

    Creation(View view, Placement placement, Changing changing) {
        this.view = view;
        this.placement = placement;
        this.changing = changing;
    }

    void createParents(FsPath path) throws IOException {
        for (FsPath parent : missingParents(path)) {
            try {
                createDirectory(parent);
            } catch (FileAlreadyExistsException others) {
                // They were faster; if it is no directory, the next one will tell.
            }
        }
    }

    private List<FsPath> missingParents(FsPath path) throws IOException {
        List<FsPath> missing = new ArrayList<>();
        for (FsPath parent = path.parentOrRoot(); !parent.isRoot(); parent = parent.parentOrRoot()) {
            try {
                if (!view.locate(parent, Links.FOLLOW).slot().isEmpty()) {
                    break;
                }
            } catch (NoSuchFileException higherIsMissing) {
                // The ones above come next.
            }
            missing.add(0, parent);
        }
        return missing;
    }

    void createDirectory(FsPath directory) throws IOException {
        changing.at(directory, Links.NO_FOLLOW, at -> {
            Layer layer = layerOfNew(at, directory);
            layer.backend().createDirectory(at.path());
            return true;
        });
    }

    void createLink(FsPath link, String target) throws IOException {
        changing.at(link, Links.NO_FOLLOW, at -> {
            requireFree(at.slot(), link);
            requireInside(at.directory().path(), link, target);
            Layer layer = layerOfNew(at, link);
            layer.backend().createSymbolicLink(at.path(), target);
            return true;
        });
    }

    private Layer layerOfNew(Located at, FsPath asked) throws IOException {
        requireFree(at.slot(), asked);
        Layer layer = placement.ofNew(at.path());
        placement.createDirectories(layer, at.directory());
        return layer;
    }

    private static void requireFree(Slot slot, FsPath asked) throws FileAlreadyExistsException {
        if (!slot.isEmpty()) {
            throw new FileAlreadyExistsException(asked.toString());
        }
    }

    static void requireInside(FsPath directory, FsPath link, String target) throws AccessDeniedException {
        try {
            FsPath.of(target.startsWith("/") ? target : directory + "/" + target);
        } catch (InvalidPathException outOfRoot) {
            throw new AccessDeniedException(link.toString(), null, "the target leads out of the root");
        }
    }
}
