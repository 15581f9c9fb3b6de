package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.UUID;

/**
 * Moves files and links. Where one layer can do it, it does; otherwise the entry is copied and then removed, so that at every
 * moment it is there at one of its names, and for a moment at both.
 */
final class UnionMoves {

    private final View view;
    private final Placement placement;
    private final Removal removal;

    UnionMoves(View view, Placement placement, Removal removal) {
        this.view = view;
        this.placement = placement;
        this.removal = removal;
    }

    void move(Located source, Located target, FsPath askedTarget, IfExists ifExists) throws IOException {
        if (source.path().equals(target.path())) {
            return;
        }
        if (source.slot().isDirectory()) {
            throw new UnsupportedCapabilityException(source.path().toString(), Capability.MOVE_DIRECTORY);
        }
        Slot there = target.slot();
        if (!there.isEmpty() && (ifExists == IfExists.FAIL || there.isDirectory())) {
            throw new FileAlreadyExistsException(askedTarget.toString());
        }
        Layer layer = source.slot().top().layer();
        if (source.slot().top().info().isSymbolicLink()) {
            // No layer would create it there, so neither a copy nor a commit could follow.
            String leadsTo = layer.backend().readLink(source.path());
            Creation.requireInside(target.directory().path(), askedTarget, leadsTo);
        }
        if (layer.writable() && layer.has(Capability.MOVE) && wouldBeSeen(layer, there)) {
            moveWithin(layer, source, target, ifExists);
        } else {
            copyAndRemove(source, target, ifExists);
        }
    }

    private boolean wouldBeSeen(Layer layer, Slot target) throws IOException {
        if (target.isEmpty()) {
            return layer.index() == 0 || view.shows(layer, target.path());
        }
        return target.top().layer().index() >= layer.index();
    }

    private void moveWithin(Layer layer, Located source, Located target, IfExists ifExists) throws IOException {
        placement.createDirectories(layer, target.directory());
        List<Part> parts = view.presence(source.directory(), source.path());
        removal.hideIfOthersHave(source, parts);
        for (int i = parts.size() - 1; i > 0; i--) {
            if (parts.get(i).layer().writable()) {
                removal.delete(source, parts, i);
            }
        }
        layer.backend().move(source.path(), target.path(), ifExists);
    }

    private void copyAndRemove(Located source, Located target, IfExists ifExists) throws IOException {
        Slot there = target.slot();
        Layer layer = placement.ofFile(there);
        // What cannot be removed is not copied.
        placement.ofChange(source.slot());
        placement.createDirectories(layer, target.directory());
        Part moved = source.slot().top();
        if (moved.info().isSymbolicLink()) {
            copyLink(moved, layer, target.path(), there.isIn(layer));
        } else if (moved.info().isFile()) {
            if (there.isIn(layer) && there.top().info().isSymbolicLink()) {
                copyOverLink(moved, layer, target.path());
            } else {
                WriteOptions options = ifExists == IfExists.FAIL ? WriteOptions.createNew() : WriteOptions.replace();
                CopyUp.file(moved, layer.backend(), target.path(), options, AttributeChanges.NONE);
            }
        } else {
            throw new FileSystemException(
                    source.path().toString(), target.path().toString(), "it cannot be copied to another layer");
        }
        removal.remove(source);
    }

    /** A layer creates no link in place of something: it comes by a name that nobody sees. */
    private static void copyLink(Part link, Layer layer, FsPath target, boolean replaces) throws IOException {
        if (!replaces) {
            CopyUp.link(link, layer.backend(), target);
            return;
        }
        FsPath unseen = unseen(target);
        CopyUp.link(link, layer.backend(), unseen);
        publish(layer, unseen, target);
    }

    /** Written by its name, the link would be followed. */
    private static void copyOverLink(Part file, Layer layer, FsPath target) throws IOException {
        FsPath unseen = unseen(target);
        CopyUp.file(file, layer.backend(), unseen, WriteOptions.createNew(), AttributeChanges.NONE);
        publish(layer, unseen, target);
    }

    private static FsPath unseen(FsPath target) {
        return target.parentOrRoot().child(Markers.PREFIX + UUID.randomUUID());
    }

    private static void publish(Layer layer, FsPath unseen, FsPath target) throws IOException {
        boolean moved = false;
        try {
            layer.backend().move(unseen, target, IfExists.REPLACE);
            moved = true;
        } finally {
            if (!moved) {
                layer.backend().delete(unseen);
            }
        }
    }
}
