package io.anyfs.overlay.view;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a path through a storage one name at a time, links too, so that a view can judge every name on the way. Where the
 * storage has no links, it is not asked.
 */
final class NameWalk {

    private static final int MAX_LINKS = 40;

    private final Backend storage;
    private final Judge judge;
    private final FsPath asked;
    private final Deque<String> names = new ArrayDeque<>();
    private FsPath at;
    private @Nullable IOException end;
    private int followed;

    /** Judges the names on the way. */
    interface Judge {

        /**
         * The place of an entry of a directory.
         *
         * @param there whether the directory is there, as far as is known
         */
        FsPath child(FsPath directory, String name, boolean there) throws IOException;

        /** A link is about to be followed. */
        default void follow(FsPath link) throws IOException {}
    }

    private NameWalk(Backend storage, Judge judge, FsPath asked, FsPath start) {
        this.storage = storage;
        this.judge = judge;
        this.asked = asked;
        this.at = start;
    }

    /**
     * Where a path leads: a place that no link is on the way to. It need not exist.
     *
     * @param last whether the last name is followed if it is a link
     */
    static FsPath resolve(Backend storage, FsPath path, Links last, Judge judge) throws IOException {
        NameWalk walk = new NameWalk(storage, judge, path, FsPath.ROOT);
        walk.names.addAll(path.names());
        return walk.run(last);
    }

    /** Where the target of a link in this directory leads. */
    static FsPath target(Backend storage, FsPath directory, String target, FsPath asked, Judge judge)
            throws IOException {
        NameWalk walk = new NameWalk(storage, judge, asked, directory);
        walk.turn(target);
        return walk.run(Links.FOLLOW);
    }

    private FsPath run(Links last) throws IOException {
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.equals("..")) {
                goUp();
            } else if (!name.isEmpty() && !name.equals(".")) {
                goDown(name, names.isEmpty() && last == Links.NO_FOLLOW);
            }
        }
        return at;
    }

    private void goUp() throws IOException {
        if (end != null) {
            throw end;
        }
        FsPath parent = at.parent();
        if (parent == null) {
            throw new AccessDeniedException(asked.toString(), null, "a link leads out of the root");
        }
        at = parent;
    }

    private void goDown(String name, boolean asItself) throws IOException {
        FsPath next = child(name);
        FileInfo info = end != null || asItself || !hasLinks(next) ? null : look(next);
        if (info == null || info.isDirectory()) {
            at = next;
        } else if (info.isSymbolicLink()) {
            if (++followed > MAX_LINKS) {
                throw new FileSystemLoopException(asked.toString());
            }
            judge.follow(next);
            turn(storage.readLink(next));
        } else {
            at = next;
            end = new NotDirectoryException(asked.toString());
        }
    }

    private FsPath child(String name) throws IOException {
        try {
            return judge.child(at, name, end == null);
        } catch (InvalidPathException notOfALink) {
            NoSuchFileException missing = new NoSuchFileException(asked.toString(), null, "a link leads nowhere");
            missing.initCause(notOfALink);
            throw missing;
        }
    }

    private void turn(String target) {
        List<String> targetNames = List.of(target.split("/", -1));
        for (int i = targetNames.size() - 1; i >= 0; i--) {
            names.push(targetNames.get(i));
        }
        at = target.startsWith("/") ? FsPath.ROOT : at;
    }

    private boolean hasLinks(FsPath place) {
        return storage.capabilities(place).has(Capability.SYMBOLIC_LINKS);
    }

    private @Nullable FileInfo look(FsPath place) throws IOException {
        try {
            return storage.stat(place, Links.NO_FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            end = missing;
            return null;
        }
    }
}
