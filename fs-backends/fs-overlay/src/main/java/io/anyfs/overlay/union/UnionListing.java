package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a directory, layer by layer, top first. Layers list in no particular order: the names of the upper ones are
 * held until the end, those of the lowest never.
 */
final class UnionListing implements BackendListing {

    private final Slot directory;
    private final FsPath asked;
    private final Markers markers;
    private final Iterator<Part> rest;
    private final Set<String> seen = new HashSet<>();
    /** Marks of this layer, which hide what is in the layers below it. */
    private final Set<String> marks = new HashSet<>();

    private final Set<String> hidden = new HashSet<>();
    private Layer layer;
    private @Nullable BackendListing current;

    UnionListing(Slot directory, FsPath asked, Markers markers) throws IOException {
        this.directory = directory;
        this.asked = asked;
        this.markers = markers;
        this.rest = directory.parts().iterator();
        this.layer = rest.next().layer();
        this.current = layer.backend().list(directory.path(), ListOptions.ENTRIES);
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        while (current != null) {
            FileInfo entry = current.next();
            if (entry == null) {
                advance();
            } else if (Markers.isReserved(entry.name())) {
                if (rest.hasNext()) {
                    marks.add(entry.name());
                }
            } else if (isShown(entry.name())) {
                return layer.told(entry, asked.child(entry.name()));
            }
        }
        return null;
    }

    private boolean isShown(String name) {
        String key = markers.key(name);
        boolean isNew = rest.hasNext() ? seen.add(key) : !seen.contains(key);
        return isNew && (hidden.isEmpty() || !hidden.contains(markers.nameOf(name)));
    }

    private void advance() throws IOException {
        release();
        hidden.addAll(marks);
        marks.clear();
        while (current == null && rest.hasNext()) {
            layer = rest.next().layer();
            try {
                current = layer.backend().list(directory.path(), ListOptions.ENTRIES);
            } catch (NoSuchFileException | NotDirectoryException gone) {
                // It went since the directory was looked at; the other layers still have theirs.
            }
        }
    }

    private void release() throws IOException {
        BackendListing open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        release();
    }
}
