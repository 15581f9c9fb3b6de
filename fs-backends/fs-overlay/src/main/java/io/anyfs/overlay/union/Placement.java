package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Which layer takes an entry, and the directories above it there. */
final class Placement {

    private final List<Layer> layers;
    private final View view;
    private final NewFilePolicy policy;
    private final ReentrantLock creating = new ReentrantLock();

    Placement(List<Layer> layers, View view, NewFilePolicy policy) {
        this.layers = layers;
        this.view = view;
        this.policy = policy;
    }

    /** The layer of a new entry. */
    Layer ofNew(FsPath path) throws IOException {
        List<Layer> fit = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.writable() && (layer.index() == 0 || view.shows(layer, path))) {
                fit.add(layer);
            }
        }
        if (fit.isEmpty()) {
            throw new AccessDeniedException(
                    path.toString(), null, "a layer that is not writable hides what would be created");
        }
        if (fit.size() == 1) {
            return fit.get(0);
        }
        UnionLayer chosen = policy.choose(path, fit.stream().map(Layer::union).toList());
        return fit.stream()
                .filter(layer -> layer.union().equals(chosen))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the policy chose a layer that was not offered"));
    }

    /** The layer in which an entry is changed: its own, or the first writable one above. */
    Layer ofChange(Slot slot) throws IOException {
        Layer own = slot.top().layer();
        return own.writable() ? own : above(own, slot.path());
    }

    /** The layer that takes a file: a new one, or one in place of what is there. */
    Layer ofFile(Slot slot) throws IOException {
        return slot.isEmpty() ? ofNew(slot.path()) : ofChange(slot);
    }

    Layer above(Layer below, FsPath path) throws AccessDeniedException {
        for (Layer layer : layers.subList(0, below.index())) {
            if (layer.writable()) {
                return layer;
            }
        }
        throw new AccessDeniedException(
                path.toString(),
                null,
                "the layer '" + below.union().name() + "' is not writable, and none above it is");
    }

    /**
     * Makes a directory of the view one of this layer, with its mode and modification time, and so those above it. Nobody may
     * delete it meanwhile.
     */
    void createDirectories(Layer layer, Slot directory) throws IOException {
        if (directory.isIn(layer)) {
            return;
        }
        PathLocks.acquire(creating, directory.path());
        try {
            Deque<FsPath> missing = new ArrayDeque<>();
            for (FsPath at = directory.path(); !at.isRoot() && layer.find(at) == null; at = at.parentOrRoot()) {
                missing.push(at);
            }
            create(layer, missing);
        } finally {
            creating.unlock();
        }
    }

    private void create(Layer layer, Deque<FsPath> missing) throws IOException {
        Deque<FileInfo> created = new ArrayDeque<>();
        boolean done = false;
        try {
            for (FsPath path : missing) {
                FileInfo like =
                        view.locate(path, Links.NO_FOLLOW).slot().existing(path).told(path);
                // Before the call: a directory may be there although its creation failed.
                created.push(like);
                try {
                    layer.backend().createDirectory(path);
                } catch (FileAlreadyExistsException others) {
                    created.pop();
                }
            }
            // The deepest first: what is created in a directory changes its time.
            for (FileInfo like : created) {
                AttributeChanges kept = kept(layer.backend(), like);
                if (!kept.isEmpty()) {
                    layer.backend().setAttributes(like.path(), kept, Links.NO_FOLLOW);
                }
            }
            done = true;
        } finally {
            if (!done) {
                undo(layer, created);
            }
        }
    }

    /** Empty directories with the wrong mode would be seen. */
    private static void undo(Layer layer, Deque<FileInfo> created) {
        for (FileInfo directory : created) {
            try {
                layer.backend().delete(directory.path());
            } catch (NoSuchFileException neverThere) {
                // Its creation was what failed.
            } catch (IOException | RuntimeException stays) {
                // The failure that led here is the one to be told.
                return;
            }
        }
    }

    /** What a copy of an entry in another storage keeps. */
    static AttributeChanges kept(Backend to, FileInfo original) {
        AttributeChanges kept = keptMode(to, original);
        boolean time = to.capabilities(original.path()).has(Capability.SET_LAST_MODIFIED);
        return time ? kept.withLastModified(original.lastModified()) : kept;
    }

    static AttributeChanges keptMode(Backend to, FileInfo original) {
        PosixAttributes posix = original.posix();
        return posix != null && to.capabilities(original.path()).has(Capability.SET_MODE)
                ? AttributeChanges.mode(posix.mode())
                : AttributeChanges.NONE;
    }
}
