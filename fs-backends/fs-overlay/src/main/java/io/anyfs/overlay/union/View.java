package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The layers seen as one. Paths are followed name by name, because a link of one layer may lead to what another has: no layer
 * ever follows a link itself.
 */
final class View {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final List<Layer> layers;
    private final Markers markers;
    private final Slot root;

    View(List<Layer> layers, Markers markers) {
        this.layers = layers;
        this.markers = markers;
        FileInfo placeholder = FileInfo.of(FsPath.ROOT, FileType.DIRECTORY, 0, Instant.EPOCH);
        this.root = new Slot(
                FsPath.ROOT,
                layers.stream().map(layer -> new Part(layer, placeholder)).toList());
    }

    /** The root; the facts in it mean nothing. */
    Slot root() {
        return root;
    }

    /** The facts of an entry, those of the root from the top layer. */
    FileInfo told(Slot slot, FsPath asked) throws IOException {
        if (!slot.path().isRoot()) {
            return slot.told(asked);
        }
        Layer top = layers.get(0);
        return top.told(top.backend().stat(FsPath.ROOT, Links.FOLLOW), asked);
    }

    /** What a name in a directory is. */
    Slot look(Slot directory, String name) throws IOException {
        FsPath path = directory.path().child(name);
        return new Slot(path, parts(directory, path, false));
    }

    /** What all layers have under a name that is not hidden by a mark, of whatever types, top first. */
    List<Part> presence(Slot directory, FsPath path) throws IOException {
        return parts(directory, path, true);
    }

    private List<Part> parts(Slot directory, FsPath path, boolean all) throws IOException {
        List<Part> parts = new ArrayList<>();
        List<Layer> unchecked = new ArrayList<>();
        for (Part above : directory.parts()) {
            Layer layer = above.layer();
            FileInfo info = layer.find(path);
            if (info != null) {
                if (isHidden(path, unchecked)) {
                    break;
                }
                unchecked.clear();
                boolean hides = !all && !info.isDirectory();
                if (!hides || parts.isEmpty()) {
                    parts.add(new Part(layer, info));
                }
                if (hides) {
                    break;
                }
            }
            unchecked.add(layer);
        }
        return parts;
    }

    private boolean isHidden(FsPath path, List<Layer> byOneOf) throws IOException {
        for (Layer layer : byOneOf) {
            if (markers.isHidden(layer, path)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a new entry in this layer would be seen: neither a mark nor another entry hides it or a directory above it. */
    boolean shows(Layer layer, FsPath path) throws IOException {
        FsPath at = FsPath.ROOT;
        boolean inLayer = true;
        for (String name : path) {
            at = at.child(name);
            if (isHidden(at, layers.subList(0, layer.index()))) {
                return false;
            }
            FileInfo info = inLayer && !at.equals(path) ? layer.find(at) : null;
            if (info != null && !info.isDirectory()) {
                return false;
            }
            inLayer = info != null;
        }
        return true;
    }

    /**
     * Where a path leads, links followed. The directory has to be there, the entry need not.
     *
     * @param last whether the last name is followed too
     */
    Located locate(FsPath path, Links last) throws IOException {
        Markers.requireFree(path);
        Deque<String> names = new ArrayDeque<>(path.names());
        Deque<Slot> way = new ArrayDeque<>(List.of(root));
        Slot at = root;
        int followed = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            Slot directory = requireDirectory(at, path);
            if (name.equals("..")) {
                way.pop();
                at = parent(way, path);
                continue;
            }
            Slot next = look(directory, name);
            boolean followedHere = !names.isEmpty() || last == Links.FOLLOW;
            if (next.isEmpty() || !next.top().info().isSymbolicLink() || !followedHere) {
                at = next;
                way.push(at);
                continue;
            }
            if (++followed > MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            String target = next.top().layer().backend().readLink(next.path());
            List<String> more = List.of(target.split("/", -1));
            for (int i = more.size() - 1; i >= 0; i--) {
                names.push(more.get(i));
            }
            if (target.startsWith("/")) {
                way.clear();
                way.push(root);
                at = root;
            }
        }
        Markers.requireFree(at.path());
        way.pop();
        return new Located(way.isEmpty() ? root : way.peek(), at);
    }

    private static Slot parent(Deque<Slot> way, FsPath asked) throws AccessDeniedException {
        if (way.isEmpty()) {
            throw new AccessDeniedException(asked.toString(), null, "a link leads out of the root");
        }
        return way.peek();
    }

    private static Slot requireDirectory(Slot slot, FsPath asked) throws IOException {
        if (slot.isEmpty()) {
            throw new NoSuchFileException(asked.toString(), null, "a directory on the way does not exist");
        }
        if (!slot.isDirectory()) {
            throw new NotDirectoryException(asked.toString());
        }
        return slot;
    }
}
