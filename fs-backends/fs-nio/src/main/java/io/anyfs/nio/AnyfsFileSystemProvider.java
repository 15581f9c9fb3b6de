package io.anyfs.nio;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens storages for {@link java.nio.file.FileSystems} and does what {@link java.nio.file.Files} asks for. Found by
 * {@link java.util.ServiceLoader}.
 *
 * <p>{@code anyfs:URL} opens the storage of a URL, such as {@code anyfs:mem:} or {@code anyfs:local:/srv/data}. Behind it,
 * {@code !/path} is a path: {@code anyfs:local:/srv/data!/a.txt}; of more than one, the last {@code !/} counts. The environment
 * has {@code nio.name} (a name, so that URIs are {@code anyfs://name/path} and show no URL), {@code nio.publication}
 * ({@code as-written}, {@code at-close}) and {@code nio.locks} ({@code refused}, {@code within-process}); everything else in it
 * is a parameter of the URL, which keeps secrets out of URIs. What a URL holds of secrets is neither shown nor compared.
 *
 * <p>Two of one key, by URL or name, are not open at the same time.
 */
public final class AnyfsFileSystemProvider extends FileSystemProvider {

    /** For {@link java.util.ServiceLoader}; storages are wrapped by {@link NioFileSystems}. */
    public AnyfsFileSystemProvider() {}

    /** The one that {@link java.nio.file.FileSystems} knows, if it does. */
    static AnyfsFileSystemProvider installed() {
        return Installed.PROVIDER;
    }

    private static final class Installed {
        static final AnyfsFileSystemProvider PROVIDER = installedProviders().stream()
                .filter(AnyfsFileSystemProvider.class::isInstance)
                .map(AnyfsFileSystemProvider.class::cast)
                .findFirst()
                .orElseGet(AnyfsFileSystemProvider::new);
    }

    @Override
    public String getScheme() {
        return FileSystemUri.SCHEME;
    }

    // ---------------------------------------------------------------- filesystems

    @Override
    public java.nio.file.FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
        return Environment.of(env).open(this, FileSystemUri.parse(uri));
    }

    @Override
    public java.nio.file.FileSystem getFileSystem(URI uri) {
        return find(FileSystemUri.parse(uri));
    }

    @Override
    public Path getPath(URI uri) {
        FileSystemUri parsed = FileSystemUri.parse(uri);
        if (parsed.path() == null) {
            throw new IllegalArgumentException("no path in the URI; write " + parsed.key() + "!/path");
        }
        return find(parsed).getPath(parsed.path());
    }

    private static AnyfsFileSystem find(FileSystemUri uri) {
        AnyfsFileSystem found = OpenFileSystems.find(uri.key());
        if (found == null) {
            throw new FileSystemNotFoundException(uri.key() + " is not open; FileSystems.newFileSystem opens it");
        }
        return found;
    }

    // ---------------------------------------------------------------- files

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return Opening.open(AnyfsPath.of(path), OpenModes.of(options), attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return Opening.open(AnyfsPath.of(path), OpenModes.of(options), attributes);
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        AnyfsPath own = AnyfsPath.of(path);
        OpenModes modes = OpenModes.of(Set.of(options));
        if (modes.writes()) {
            throw new UnsupportedOperationException("an input stream is not opened for writing");
        }
        boolean plain = !modes.noFollow() && !modes.deletesOnClose();
        return plain
                ? own.getFileSystem().storage().openRead(own.place()).asInputStream()
                : super.newInputStream(path, options);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        AnyfsPath own = AnyfsPath.of(directory);
        Objects.requireNonNull(filter, "filter");
        return new AnyfsDirectoryStream(own, own.getFileSystem().storage().list(own.place()), filter);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        AnyfsPath own = AnyfsPath.of(directory);
        if (attributes.length > 0) {
            throw new UnsupportedOperationException(
                    "no storage creates a directory together with " + attributes[0].name());
        }
        writable(own).createDirectory(own.place());
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        AnyfsPath own = AnyfsPath.of(link);
        AnyfsPath leadsTo = AnyfsPath.of(target);
        FileSystem storage = writable(own);
        if (attributes.length > 0) {
            throw new UnsupportedOperationException("no storage creates a link together with " + attributes[0].name());
        }
        requireLinks(own);
        storage.createSymbolicLink(own.place(), leadsTo.toString());
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        AnyfsPath own = AnyfsPath.of(link);
        AnyfsPath file = AnyfsPath.of(existing);
        FileSystem storage = writable(own);
        if (file.getFileSystem() != own.getFileSystem()) {
            throw new ProviderMismatchException("a file has names in its own filesystem only");
        }
        if (!own.getFileSystem().can(own.place(), Capability.HARD_LINKS)) {
            throw new UnsupportedOperationException(storage.name() + " has no hard links");
        }
        storage.createHardLink(own.place(), file.place());
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        AnyfsPath own = AnyfsPath.of(link);
        requireLinks(own);
        return own.getFileSystem().getPath(own.getFileSystem().storage().readLink(own.place()));
    }

    private static void requireLinks(AnyfsPath path) throws IOException {
        AnyfsFileSystem fs = path.getFileSystem();
        if (!fs.can(path.place(), Capability.SYMBOLIC_LINKS)) {
            throw new UnsupportedOperationException(fs.storage().name() + " has no symbolic links");
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        AnyfsPath own = AnyfsPath.of(path);
        writable(own).delete(own.place());
    }

    private static FileSystem writable(AnyfsPath path) throws IOException {
        path.getFileSystem().requireWritable(path.place());
        return path.getFileSystem().storage();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Transfers.copy(AnyfsPath.of(source), AnyfsPath.of(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Transfers.move(AnyfsPath.of(source), AnyfsPath.of(target), options);
    }

    // ---------------------------------------------------------------- facts

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return path.equals(other) || (other instanceof AnyfsPath own && Transfers.isSame(AnyfsPath.of(path), own));
    }

    /** As on POSIX systems, a name that begins with a dot. */
    @Override
    public boolean isHidden(Path path) {
        AnyfsPath name = AnyfsPath.of(path).getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        AnyfsPath own = AnyfsPath.of(path);
        FsPath place = own.place();
        own.getFileSystem().storage().stat(place);
        return new AnyfsFileStore(own.getFileSystem(), place);
    }

    /**
     * Whether the file exists, can be changed in this storage, and has a permission to be run. No storage tells who may read it
     * but by trying.
     */
    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        AnyfsPath own = AnyfsPath.of(path);
        FsPath place = own.place();
        FileInfo info = own.getFileSystem().storage().stat(place);
        for (AccessMode mode : modes) {
            boolean allowed = switch (mode) {
                case READ -> true;
                case WRITE -> own.getFileSystem().can(place, Capability.WRITE);
                case EXECUTE ->
                    info.isDirectory() || (info.posix() != null && (info.posix().mode() & 0111) != 0);
            };
            if (!allowed) {
                throw new AccessDeniedException(path.toString(), null, "no " + mode + " access");
            }
        }
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        AnyfsPath own = AnyfsPath.of(path);
        AttributeViews basic = new AttributeViews(own, links(options));
        if (type.isInstance(basic)) {
            return type.cast(basic);
        }
        boolean posix = type == PosixFileAttributeView.class || type == FileOwnerAttributeView.class;
        if (!posix || !own.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return null;
        }
        String name = type == PosixFileAttributeView.class ? "posix" : "owner";
        return type.cast(new AttributeViews.Posix(own, links(options), name));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        AnyfsPath own = AnyfsPath.of(path);
        if (type == BasicFileAttributes.class || type == AnyfsFileAttributes.class) {
            return type.cast(new AttributeViews(own, links(options)).readAttributes());
        }
        boolean posix = type == PosixFileAttributes.class
                && own.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix) {
            throw new UnsupportedOperationException(
                    own.getFileSystem().storage().name() + " has no " + type.getName());
        }
        return type.cast(new AttributeViews.Posix(own, links(options), "posix").readAttributes());
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        AnyfsPath own = AnyfsPath.of(path);
        NamedAttributes.Asked asked = NamedAttributes.Asked.parse(own.getFileSystem(), attributes);
        return NamedAttributes.read(asked, new AttributeViews(own, links(options)).info());
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        AnyfsPath own = AnyfsPath.of(path);
        NamedAttributes.Asked asked = NamedAttributes.Asked.parse(own.getFileSystem(), attribute);
        AttributeChanges changes = NamedAttributes.change(asked, value);
        new AttributeViews(own, links(options)).set(changes);
    }

    private static Links links(LinkOption... options) {
        return Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS) ? Links.NO_FOLLOW : Links.FOLLOW;
    }
}
