package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes from a directory along names and links, and never out of the root. No step follows a link by itself: what is a link
 * is read, and its names are gone along in the same way. Used once, by one thread.
 */
final class Walk {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private static final int MAX_TRIES = 16;

    private final ConfinedPlaces places;
    private final FsPath asked;
    private final Deque<String> names = new ArrayDeque<>();
    private Directory current;
    private int links;

    /** A walk from a directory, of which it takes over the use. */
    Walk(ConfinedPlaces places, Directory start, FsPath asked) {
        this.places = places;
        this.current = start;
        this.asked = asked;
    }

    /** To where a name leads, over links. What is there may be nothing. */
    Place to(String name) throws IOException {
        names.push(name);
        boolean arrived = false;
        try {
            Place place = null;
            while (place == null) {
                place = names.isEmpty() ? new Place(current, ".") : stepToLast();
            }
            arrived = true;
            return place;
        } finally {
            if (!arrived) {
                current.close();
            }
        }
    }

    /** Into the directory at the end of the names. */
    Directory into(FsPath below) throws IOException {
        push(below.names());
        boolean arrived = false;
        try {
            while (!names.isEmpty()) {
                stepInto(names.pop());
            }
            arrived = true;
            return current;
        } finally {
            if (!arrived) {
                current.close();
            }
        }
    }

    private @Nullable Place stepToLast() throws IOException {
        String name = names.pop();
        if (!names.isEmpty() || name.equals("..")) {
            stepInto(name);
            return null;
        }
        BasicFileAttributes there = new Place(current, name).find();
        if (there == null || !there.isSymbolicLink()) {
            return new Place(current, name);
        }
        follow(name, there);
        return null;
    }

    private void stepInto(String name) throws IOException {
        if (name.equals("..")) {
            up();
            return;
        }
        for (int tries = 0; ; tries++) {
            BasicFileAttributes there = new Place(current, name).find();
            if (there == null) {
                throw new NoSuchFileException(asked.toString());
            } else if (there.isSymbolicLink()) {
                follow(name, there);
                return;
            } else if (!there.isDirectory()) {
                throw new NotDirectoryException(asked.toString());
            }
            try {
                enter(current.child(name));
                return;
            } catch (IOException failure) {
                // It may have been swapped since it was looked at; if it was not, the failure is real.
                BasicFileAttributes now = new Place(current, name).find();
                if (tries == MAX_TRIES
                        || (now != null && now.isDirectory() && Objects.equals(now.fileKey(), there.fileKey()))) {
                    throw failure;
                }
            }
        }
    }

    private void enter(Directory next) {
        current.close();
        current = next;
    }

    /** All directories of a real path are directories themselves, so the parent is found by name, from the root. */
    private void up() throws IOException {
        FsPath parent = current.real().parent();
        if (parent == null) {
            throw leadsOut();
        }
        enter(places.rootDirectory());
        for (String name : parent) {
            enter(current.child(name));
        }
    }

    private void follow(String name, BasicFileAttributes link) throws IOException {
        if (places.policy() == LinkPolicy.DENY) {
            throw new AccessDeniedException(asked.toString(), null, "symbolic links are not followed here");
        }
        if (++links > MAX_LINKS) {
            throw new FileSystemLoopException(asked.toString());
        }
        Path target = readLink(current, name, link, asked);
        if (!target.isAbsolute()) {
            push(Root.names(target));
            return;
        }
        List<String> inside = places.root().inside(target);
        if (inside == null) {
            throw leadsOut();
        }
        push(inside);
        enter(places.rootDirectory());
    }

    private void push(List<String> more) {
        for (int i = more.size() - 1; i >= 0; i--) {
            names.push(more.get(i));
        }
    }

    private AccessDeniedException leadsOut() {
        return new AccessDeniedException(asked.toString(), null, "a symbolic link leads out of the root");
    }

    /**
     * The target of a link. There is no readlinkat in the JDK, so the link is read by its path, and what is there by that
     * path is compared with what is in the directory, before and after.
     */
    static Path readLink(Directory directory, String name, BasicFileAttributes link, FsPath asked) throws IOException {
        Path host = directory.host().resolve(Names.path(directory.host(), name));
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            if (isSame(host, link)) {
                Path target = Files.readSymbolicLink(host);
                if (isSame(host, link) && target.equals(Files.readSymbolicLink(host)) && isSame(host, link)) {
                    return target;
                }
            }
        }
        throw new AccessDeniedException(asked.toString(), null, "the directory of the link keeps being swapped");
    }

    private static boolean isSame(Path host, BasicFileAttributes link) throws IOException {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(host, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return there.isSymbolicLink() && Objects.equals(there.fileKey(), link.fileKey());
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
