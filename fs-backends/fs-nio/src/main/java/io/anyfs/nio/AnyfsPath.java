package io.anyfs.nio;

import io.anyfs.FsPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path as POSIX systems have them: absolute or relative to the root, with {@code .} and {@code ..} as they were written. Unlike
 * an {@link FsPath} it belongs to a filesystem.
 */
final class AnyfsPath implements Path {

    private final AnyfsFileSystem fs;
    private final String text;
    private volatile @Nullable List<String> names;
    private volatile @Nullable FsPath place;

    AnyfsPath(AnyfsFileSystem fs, String text) {
        this.fs = fs;
        this.text = text;
    }

    /** The path, if it is one of this provider. */
    static AnyfsPath of(Path path) {
        Objects.requireNonNull(path, "path");
        if (path instanceof AnyfsPath own) {
            return own;
        }
        throw new ProviderMismatchException("a path of " + path.getFileSystem().provider());
    }

    /** Where this is in the storage. A link before a {@code ..} is followed, as on POSIX systems. */
    FsPath place() throws IOException {
        FsPath known = place;
        if (known != null) {
            return known;
        }
        boolean dotsPossible = text.startsWith(".") || text.contains("/.");
        if (dotsPossible && PathNames.hasDots(names())) {
            return RealPaths.place(fs.storage(), names());
        }
        FsPath parsed = isRoot() || text.isEmpty() ? FsPath.ROOT : FsPath.of(text);
        place = parsed;
        return parsed;
    }

    /** The names, of which the empty path has one, the empty one, and the root none. */
    List<String> names() {
        List<String> known = names;
        if (known == null) {
            known = isRoot() ? List.of() : List.of((isAbsolute() ? text.substring(1) : text).split("/", -1));
            names = known;
        }
        return known;
    }

    private boolean isRoot() {
        return text.equals("/");
    }

    private AnyfsPath with(boolean absolute, List<String> newNames) {
        return new AnyfsPath(fs, (absolute ? "/" : "") + String.join("/", newNames));
    }

    @Override
    public AnyfsFileSystem getFileSystem() {
        return fs;
    }

    @Override
    public boolean isAbsolute() {
        return text.startsWith("/");
    }

    @Override
    public @Nullable AnyfsPath getRoot() {
        return isAbsolute() ? fs.root() : null;
    }

    @Override
    public @Nullable AnyfsPath getFileName() {
        List<String> all = names();
        if (all.isEmpty()) {
            return null;
        }
        return all.size() == 1 && !isAbsolute() ? this : new AnyfsPath(fs, all.get(all.size() - 1));
    }

    @Override
    public @Nullable AnyfsPath getParent() {
        int slash = text.lastIndexOf('/');
        if (slash < 0 || isRoot()) {
            return null;
        }
        return slash == 0 ? fs.root() : new AnyfsPath(fs, text.substring(0, slash));
    }

    @Override
    public int getNameCount() {
        return names().size();
    }

    @Override
    public AnyfsPath getName(int index) {
        if (index < 0 || index >= getNameCount()) {
            throw new IllegalArgumentException("no name " + index + " in " + this);
        }
        return new AnyfsPath(fs, names().get(index));
    }

    @Override
    public AnyfsPath subpath(int beginIndex, int endIndex) {
        if (beginIndex < 0 || endIndex > getNameCount() || beginIndex >= endIndex) {
            throw new IllegalArgumentException("no names from " + beginIndex + " to " + endIndex + " in " + this);
        }
        return with(false, names().subList(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        if (!(Objects.requireNonNull(other) instanceof AnyfsPath that) || that.fs != fs) {
            return false;
        }
        List<String> start = that.names();
        return that.isAbsolute() == isAbsolute()
                && start.size() <= getNameCount()
                && names().subList(0, start.size()).equals(start);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(Objects.requireNonNull(other) instanceof AnyfsPath that) || that.fs != fs) {
            return false;
        }
        if (that.isAbsolute()) {
            return text.equals(that.text);
        }
        List<String> end = that.names();
        int from = getNameCount() - end.size();
        return from >= 0 && names().subList(from, getNameCount()).equals(end);
    }

    @Override
    public AnyfsPath normalize() {
        return PathNames.hasDots(names()) ? with(isAbsolute(), PathNames.normalized(names(), isAbsolute())) : this;
    }

    @Override
    public AnyfsPath resolve(Path other) {
        AnyfsPath that = of(other);
        if (that.isAbsolute() || text.isEmpty()) {
            return that;
        }
        if (that.text.isEmpty()) {
            return this;
        }
        return new AnyfsPath(fs, isRoot() ? "/" + that.text : text + "/" + that.text);
    }

    /** The path of an entry of this directory. */
    AnyfsPath child(String name) {
        return new AnyfsPath(fs, isRoot() ? "/" + name : text.isEmpty() ? name : text + "/" + name);
    }

    @Override
    public AnyfsPath relativize(Path other) {
        AnyfsPath that = of(other);
        if (that.isAbsolute() != isAbsolute()) {
            throw new IllegalArgumentException("one of " + this + " and " + other + " is absolute, the other is not");
        }
        if (that.equals(this)) {
            return new AnyfsPath(fs, "");
        }
        if (text.isEmpty()) {
            return that;
        }
        List<String> steps =
                PathNames.relative(normalize().names(), that.normalize().names());
        if (steps == null) {
            throw new IllegalArgumentException("no way from " + this + " to " + other + " can be told by names");
        }
        return with(false, steps);
    }

    @Override
    public URI toUri() {
        return FileSystemUri.of(fs.key(), toAbsolutePath().text);
    }

    @Override
    public AnyfsPath toAbsolutePath() {
        return isAbsolute() ? this : fs.root().resolve(this);
    }

    @Override
    public AnyfsPath toRealPath(LinkOption... options) throws IOException {
        boolean follow = !Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS);
        if (follow) {
            return new AnyfsPath(fs, RealPaths.of(fs.storage(), place()).toString());
        }
        return new AnyfsPath(fs, fs.storage().lstat(place()).path().toString());
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        Objects.requireNonNull(watcher);
        throw new ProviderMismatchException("no storage tells of changes");
    }

    /** By the bytes of UTF-8, as POSIX systems do. */
    @Override
    public int compareTo(Path other) {
        String theirs = ((AnyfsPath) other).text;
        int common = Math.min(text.length(), theirs.length());
        for (int i = 0; i < common; i++) {
            char a = text.charAt(i);
            char b = theirs.charAt(i);
            if (a != b) {
                boolean pair = Character.isSurrogate(a) != Character.isSurrogate(b);
                return pair ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(text.length(), theirs.length());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AnyfsPath path && path.fs == fs && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(fs) + text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
