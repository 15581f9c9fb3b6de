package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an entry out of the view: out of the writable layers that have it, and by a mark where others do. The mark comes first,
 * and the topmost entry goes last, so that at every moment the entry is there as it was or gone.
 */
final class Removal {

    private final View view;
    private final Markers markers;
    private final Placement placement;

    Removal(View view, Markers markers, Placement placement) {
        this.view = view;
        this.markers = markers;
        this.placement = placement;
    }

    /** Removes a file, a link, or a directory of which the view shows nothing. */
    void remove(Located at) throws IOException {
        FsPath path = at.path();
        List<Part> parts = view.presence(at.directory(), path);
        if (parts.isEmpty()) {
            throw new NoSuchFileException(path.toString());
        }
        hideIfOthersHave(at, parts);
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).layer().writable()) {
                delete(at, parts, i);
            }
        }
    }

    /** Deletes one of the parts of an entry; what is below it has gone before. */
    void delete(Located at, List<Part> parts, int index) throws IOException {
        Part part = parts.get(index);
        try {
            delete(part.layer(), part.info());
        } catch (DirectoryNotEmptyException holdsWhatIsHidden) {
            if (index == 0) {
                throw holdsWhatIsHidden;
            }
            hide(at, parts.get(0).layer());
        }
    }

    /** Puts a mark where a layer that is only read has the entry. */
    void hideIfOthersHave(Located at, List<Part> parts) throws IOException {
        if (parts.stream().anyMatch(part -> !part.layer().writable())) {
            hide(at, parts.get(0).layer());
        }
    }

    private void hide(Located at, Layer top) throws IOException {
        Layer layer = top.writable() ? top : placement.above(top, at.path());
        placement.createDirectories(layer, at.directory());
        markers.hide(layer, at.path());
    }

    private void delete(Layer layer, FileInfo entry) throws IOException {
        if (entry.isDirectory()) {
            for (FsPath marker : markersIn(layer, entry.path())) {
                markers.remove(layer, marker);
            }
        }
        try {
            layer.backend().delete(entry.path());
        } catch (NoSuchFileException gone) {
            // Others were faster.
        }
    }

    /** The marks in a directory of one layer. */
    static List<FsPath> markersIn(Layer layer, FsPath directory) throws IOException {
        List<FsPath> found = new ArrayList<>();
        try (BackendListing listing = layer.backend().list(directory, ListOptions.ENTRIES)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (Markers.isReserved(entry.name())) {
                    found.add(entry.path());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return List.of();
        }
        return found;
    }
}
