package io.anyfs.overlay.quota;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.overlay.quota.Claim.Extent;
import io.anyfs.overlay.quota.Claim.Part;
import io.anyfs.spi.Backend;
import io.anyfs.tree.NameFolding;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the one name of a place that has several, by links or by names that differ in case, and what is there. */
final class Places {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Backend storage;
    private volatile boolean links;

    /** @param links whether there are any; without them looking for them is spared */
    Places(Backend storage, boolean links) {
        this.storage = storage;
        this.links = links;
    }

    /** From now on links are looked for. */
    void mayHaveLinks() {
        links = true;
    }

    /** The parts of a claim to what is at a path: its place, and the links on the way, which must stay. */
    List<Part> parts(FsPath path, Links last, Extent extent) throws IOException {
        List<Part> parts = new ArrayList<>();
        FsPath place = links ? real(path, last, parts) : path;
        parts.add(new Part(key(place), extent));
        return parts;
    }

    /** What is there; {@code null} if nothing is. */
    @Nullable
    FileInfo find(FsPath path, Links last) throws IOException {
        try {
            return storage.stat(path, last);
        } catch (NoSuchFileException | NotDirectoryException | FileSystemLoopException nothing) {
            return null;
        }
    }

    /** What is there, without what a directory holds. */
    Amount amount(FsPath path, Links last) throws IOException {
        FileInfo there = find(path, last);
        return there == null ? Amount.NONE : Amount.of(there);
    }

    /** The directories on the way that are not there, the lowest first. */
    List<FsPath> missingParents(FsPath path) throws IOException {
        List<FsPath> missing = new ArrayList<>();
        for (FsPath parent = path.parentOrRoot(); !parent.isRoot(); parent = parent.parentOrRoot()) {
            if (find(parent, Links.FOLLOW) != null) {
                break;
            }
            missing.add(parent);
        }
        return missing;
    }

    private FsPath real(FsPath path, Links last, List<Part> onTheWay) throws IOException {
        FsPath real = FsPath.ROOT;
        Deque<String> rest = new ArrayDeque<>(path.names());
        int followed = 0;
        while (!rest.isEmpty()) {
            String name = rest.remove();
            if (name.equals("..")) {
                real = real.parentOrRoot();
                continue;
            }
            FsPath next = real.child(name);
            boolean isFollowed = !rest.isEmpty() || last == Links.FOLLOW;
            FileInfo there = isFollowed ? find(next, Links.NO_FOLLOW) : null;
            if (there == null || !there.isSymbolicLink()) {
                real = next;
                continue;
            }
            // The storage itself refuses a loop.
            if (++followed > MAX_LINKS) {
                return path;
            }
            onTheWay.add(new Part(key(next), Extent.SHARED));
            String target = storage.readLink(next);
            real = target.startsWith("/") ? FsPath.ROOT : real;
            prepend(target, rest);
        }
        return real;
    }

    private static void prepend(String target, Deque<String> rest) {
        String[] names = target.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                rest.addFirst(names[i]);
            }
        }
    }

    private FsPath key(FsPath place) {
        return FsPath.of(NameFolding.of(storage.capabilities(place)).key(place.toString()));
    }
}
