package io.anyfs.spi;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
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
 * A view of one directory as if it were the whole filesystem. No path and no link leads out of it.
 *
 * <p>Where the storage has symbolic links the view resolves them itself, one name at a time. That keeps links in, but not
 * against somebody who swaps a directory for a link in the very moment between the check and the use; against that, open
 * the directory as the root of a storage of its own.
 */
public final class SubdirectoryBackend extends ForwardingBackend {

    private static final int MAX_LINKS = 40;

    private final FsPath root;

    /** A view of the directory {@code root} of this backend, which it owns. */
    public SubdirectoryBackend(Backend delegate, FsPath root) {
        super(delegate);
        this.root = root;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return delegate().capabilities(path.under(root));
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        String target = super.readLink(link);
        if (!target.startsWith("/")) {
            return target;
        }
        FsPath absolute = parse(target, link);
        return absolute.startsWith(root) ? absolute.from(root).toString() : "/";
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        FsPath parent = inner(link, Links.NO_FOLLOW).from(root).parentOrRoot();
        FsPath absolute = parse(target.startsWith("/") ? target : parent + "/" + target, link);
        super.createSymbolicLink(
                link, target.startsWith("/") ? absolute.under(root).toString() : target);
    }

    @Override
    protected FsPath inner(FsPath path, Links last) throws IOException {
        FsPath whole = path.under(root);
        if (!delegate().capabilities(whole).has(Capability.SYMBOLIC_LINKS) || path.isRoot()) {
            return whole;
        }
        Deque<String> names = new ArrayDeque<>(path.names());
        FsPath resolved = root;
        int links = 0;
        boolean missing = false;
        while (!names.isEmpty()) {
            FsPath next = resolved.child(names.pop());
            boolean looked = !missing && !(names.isEmpty() && last == Links.NO_FOLLOW);
            FileInfo info = looked ? find(next) : null;
            // Below what is missing there are no links.
            missing |= looked && info == null;
            if (info != null && info.isSymbolicLink()) {
                if (++links > MAX_LINKS) {
                    throw new FileSystemLoopException(path.toString());
                }
                FsPath target = target(next, path);
                List<String> targetNames = target.from(root).names();
                for (int i = targetNames.size() - 1; i >= 0; i--) {
                    names.push(targetNames.get(i));
                }
                resolved = root;
            } else {
                resolved = next;
            }
        }
        return resolved;
    }

    private @Nullable FileInfo find(FsPath path) throws IOException {
        try {
            return delegate().stat(path, Links.NO_FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }

    private FsPath target(FsPath link, FsPath asked) throws IOException {
        String target = delegate().readLink(link);
        FsPath absolute = parse(target.startsWith("/") ? target : link.parentOrRoot() + "/" + target, asked);
        if (!absolute.startsWith(root)) {
            throw new AccessDeniedException(asked.toString(), null, "a link leads out of the directory");
        }
        return absolute;
    }

    private static FsPath parse(String target, FsPath asked) throws IOException {
        try {
            return FsPath.of(target);
        } catch (InvalidPathException outOfRoot) {
            throw new AccessDeniedException(asked.toString(), null, "a link leads out of the root");
        }
    }
}
