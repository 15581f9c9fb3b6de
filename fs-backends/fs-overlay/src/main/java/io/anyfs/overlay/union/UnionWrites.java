package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.WriteOptions.Publication;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Opens files for writing, in the layer that takes them. */
final class UnionWrites {

    private final View view;
    private final Placement placement;
    private final Changing changing;
    private final Gate gate;

    UnionWrites(View view, Placement placement, Changing changing, Gate gate) {
        this.view = view;
        this.placement = placement;
        this.changing = changing;
        this.gate = gate;
    }

    Changing changing() {
        return changing;
    }

    BackendWriteHandle open(FsPath path, WriteOptions options) throws IOException {
        // A link that is there already keeps a new file from being created, wherever it leads.
        Links last = options.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
        return changing.at(path, last, at -> open(at, path, options));
    }

    private UnionWriteHandle open(Located at, FsPath asked, WriteOptions options) throws IOException {
        Slot slot = at.slot();
        requireOpenable(slot, asked, options);
        Layer layer = placement.ofFile(slot);
        placement.createDirectories(layer, at.directory());
        boolean elsewhere = !slot.isEmpty() && !slot.isIn(layer);
        boolean filled = elsewhere && options.keepsContent() && options.publication() != Publication.IN_PLACE;
        BackendWriteHandle inner = elsewhere
                ? openAbove(slot.top(), layer, options)
                : layer.backend().openWrite(slot.path(), inLayer(slot, layer, options));
        return new UnionWriteHandle(
                inner, new UnionWriteHandle.Opened(slot.path(), asked, layer, options, filled), this, gate);
    }

    /** Opens a file in a layer above the one that has it. */
    private static BackendWriteHandle openAbove(Part from, Layer layer, WriteOptions options) throws IOException {
        FsPath path = from.info().path();
        AttributeChanges attributes =
                Placement.keptMode(layer.backend(), from.info()).and(options.attributes());
        if (!options.keepsContent()) {
            WriteOptions anew = new WriteOptions(
                    WriteMode.REPLACE,
                    false,
                    false,
                    options.publication(),
                    options.durable(),
                    options.expectedSize(),
                    null,
                    attributes);
            return layer.backend().openWrite(path, anew);
        }
        if (options.publication() == Publication.IN_PLACE) {
            CopyUp.file(from, layer.backend(), path, WriteOptions.createNew(), AttributeChanges.NONE);
            return layer.backend().openWrite(path, with(options, null));
        }
        long size = Math.max(from.info().size(), options.expectedSize());
        return CopyUp.filled(
                from,
                layer.backend(),
                path,
                WriteOptions.replace().expecting(size).with(attributes));
    }

    private static WriteOptions inLayer(Slot slot, Layer layer, WriteOptions options) {
        String expected = options.ifVersion();
        boolean known = expected != null
                && !slot.isEmpty()
                && slot.top().info().version() != null
                && layer.has(Capability.CONDITIONAL_WRITE);
        return with(options, known ? slot.top().info().version() : null);
    }

    /** These options for a layer: the view has seen to the parents. */
    private static WriteOptions with(WriteOptions options, @Nullable String version) {
        return new WriteOptions(
                options.mode(),
                options.mustExist(),
                false,
                options.publication(),
                options.durable(),
                options.expectedSize(),
                version,
                options.attributes());
    }

    private static void requireOpenable(Slot slot, FsPath path, WriteOptions options) throws IOException {
        if (slot.isEmpty()) {
            if (options.mustExist() && options.mode() != WriteMode.CREATE_NEW) {
                throw new NoSuchFileException(path.toString());
            }
        } else if (slot.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (options.mode() == WriteMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(path.toString());
        }
        requireVersion(slot, path, options);
    }

    private static void requireVersion(Slot slot, FsPath path, WriteOptions options) throws FileChangedException {
        String expected = options.ifVersion();
        if (expected != null
                && (slot.isEmpty() || !expected.equals(slot.told(path).version()))) {
            throw new FileChangedException(path.toString(), "another version is there than was expected");
        }
    }

    /** What was true at the open has to be true at the commit. What is written in place is there already. */
    void requireCommittable(UnionWriteHandle.Opened opened, Slot slot) throws IOException {
        Layer layer = opened.layer();
        if (layer.index() > 0 && slot.isEmpty() && !view.shows(layer, opened.path())) {
            throw new FileChangedException(opened.asked().toString(), "its place in the layer was hidden meanwhile");
        }
        WriteOptions options = opened.options();
        if (options.publication() == Publication.IN_PLACE) {
            return;
        }
        if (slot.isDirectory()) {
            throw new IsDirectoryException(opened.asked().toString(), null);
        }
        if (options.mode() == WriteMode.CREATE_NEW && !slot.isEmpty()) {
            throw new FileAlreadyExistsException(opened.asked().toString());
        }
        requireVersion(slot, opened.asked(), options);
    }

    /** Takes away what was created in a layer above meanwhile, as the last commit is the one to be seen. */
    void removeAbove(Layer layer, Slot before) throws IOException {
        for (Part part : before.parts()) {
            if (part.layer().index() < layer.index() && part.layer().writable()) {
                part.layer().backend().delete(before.path());
            }
        }
    }
}
