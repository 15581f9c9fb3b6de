package io.anyfs.spi;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the links on a path one name at a time, as POSIX does, for backends that must know where a link leads before the
 * storage follows it. {@code ..} in a link is resolved when all before it is, and never leads out of the link's confines.
 *
 * <p>That is no protection against somebody who swaps a directory for a link between the look and the use.
 */
public final class LinkResolver {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Entries entries;
    private final FsPath asked;
    private final Links last;
    private final Deque<Step> rest = new ArrayDeque<>();
    private FsPath at;
    private boolean missing;
    private int links;

    private LinkResolver(Entries entries, FsPath start, FsPath asked, Links last) {
        this.entries = entries;
        this.asked = asked;
        this.last = last;
        this.at = start;
        push(asked.from(start).names(), start);
    }

    /** What a path leads through. */
    public interface Entries {

        /** The facts of the entry itself, all before its last name being resolved; {@code null} if nothing is there. */
        @Nullable
        FileInfo find(FsPath path) throws IOException;

        /** Where a link leads: relative to its directory, or with a leading slash from its {@link #confines}. */
        String target(FsPath link) throws IOException;

        /** The directory that this link does not lead out of: the root, where a storage says nothing else. */
        default FsPath confines(FsPath link) {
            return FsPath.ROOT;
        }

        /** Whether names below this directory need not be looked at, because links below it are none of ours. */
        default boolean isOpaque(FsPath directory) {
            return false;
        }
    }

    /** A name to follow, and the confines of the link that it comes from. */
    private record Step(String name, FsPath confines) {}

    /**
     * Where a path leads. What is there need not exist; below what is missing there are no links.
     *
     * @param start a directory above the path, in which no name is a link, and not opaque
     * @param last whether the last name is followed too if it is a link
     * @throws AccessDeniedException if a link leads out of its confines
     * @throws NotDirectoryException if the path leads through a file
     * @throws FileSystemLoopException if there are more than 40 links on the way
     */
    public static FsPath resolve(Entries entries, FsPath start, FsPath path, Links last) throws IOException {
        FsPath link = firstLink(entries, start, path, last);
        if (link == null) {
            return path;
        }
        LinkResolver resolver = new LinkResolver(entries, link.parentOrRoot(), path, last);
        while (!resolver.rest.isEmpty()) {
            if (entries.isOpaque(resolver.at)
                    && resolver.rest.stream().noneMatch(step -> step.name().equals(".."))) {
                resolver.takeRest();
            } else {
                resolver.step();
            }
        }
        return resolver.at;
    }

    /**
     * Refuses a target that no link may be given.
     *
     * @param depth how many directories are above the link's directory, its own links resolved
     * @throws InvalidNameException if it is empty or holds NUL
     * @throws AccessDeniedException if it leads out of the root by its names alone
     */
    public static void requireTarget(String target, int depth, FsPath link) throws IOException {
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
            throw new InvalidNameException(link.toString(), "a link's target must not be empty or hold NUL");
        }
        int level = target.startsWith("/") ? 0 : depth;
        for (String name : target.split("/", -1)) {
            if (name.equals("..")) {
                level--;
            } else if (!name.isEmpty() && !name.equals(".")) {
                level++;
            }
            if (level < 0) {
                throw new AccessDeniedException(link.toString(), null, "the link's target leads out of the root");
            }
        }
    }

    /** The shortest part of the path that is a link; {@code null} if none is, which is the usual case and has to be quick. */
    private static @Nullable FsPath firstLink(Entries entries, FsPath start, FsPath path, Links last)
            throws IOException {
        FsPath[] parts = new FsPath[path.depth() - start.depth()];
        FsPath part = path;
        for (int i = parts.length - 1; i >= 0; i--) {
            parts[i] = part;
            part = part.parentOrRoot();
        }
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            if (isLast && last == Links.NO_FOLLOW) {
                return null;
            }
            FileInfo info = entries.find(parts[i]);
            if (info == null) {
                return null;
            } else if (info.isSymbolicLink()) {
                return parts[i];
            } else if (!isLast && !info.isDirectory()) {
                throw new NotDirectoryException(path.toString());
            } else if (!isLast && entries.isOpaque(parts[i])) {
                return null;
            }
        }
        return null;
    }

    private void takeRest() {
        while (!rest.isEmpty()) {
            at = at.child(rest.pop().name());
        }
    }

    private void step() throws IOException {
        Step step = rest.pop();
        if (step.name().equals("..")) {
            leave(step.confines());
            return;
        }
        FsPath next = at.child(step.name());
        boolean looked = !missing && !(rest.isEmpty() && last == Links.NO_FOLLOW);
        FileInfo info = looked ? entries.find(next) : null;
        if (info != null && info.isSymbolicLink()) {
            follow(next);
            return;
        }
        if (info != null && !info.isDirectory() && !rest.isEmpty()) {
            throw new NotDirectoryException(asked.toString());
        }
        missing |= looked && info == null;
        at = next;
    }

    private void leave(FsPath confines) throws IOException {
        if (missing) {
            throw new NoSuchFileException(asked.toString());
        }
        if (at.equals(confines)) {
            throw new AccessDeniedException(asked.toString(), null, "a link leads out of the root");
        }
        at = at.parentOrRoot();
    }

    private void follow(FsPath link) throws IOException {
        if (++links > MAX_LINKS) {
            throw new FileSystemLoopException(asked.toString());
        }
        String target = entries.target(link);
        FsPath confines = entries.confines(link);
        if (target.startsWith("/")) {
            at = confines;
        }
        push(List.of(target.split("/", -1)), confines);
    }

    private void push(List<String> names, FsPath confines) {
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            if (!name.isEmpty() && !name.equals(".")) {
                rest.push(new Step(name, confines));
            }
        }
    }
}
